"""What is measured of one answer, one module a metric; each says where its definition comes from."""
