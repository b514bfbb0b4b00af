"""The look of the app: an own theme with system fonts, light and dark."""

from __future__ import annotations

from gradio.themes import Base
from gradio.themes.utils import colors, sizes

FONT = ("Inter", "Segoe UI", "system-ui", "-apple-system", "Helvetica Neue", "Noto Sans", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")

INK = colors.Color(
    "#eef4f8", "#d7e5ee", "#b3cddd", "#83adc6", "#4f88a9", "#2b6a8e", "#1f5675", "#1a465f", "#163a4f", "#102b3b", "#0a1c27",
    name="ink",
)  # fmt: skip


class DialogueTheme(Base):
    """Calm ink blue on paper; nothing is loaded from anywhere."""

    def __init__(self) -> None:
        super().__init__(
            primary_hue=INK,
            secondary_hue=INK,
            neutral_hue=colors.slate,
            text_size=sizes.text_md,
            radius_size=sizes.radius_md,
            font=FONT,
            font_mono=MONO,
        )
        self.name = "dialogue"
        self.set(
            body_background_fill="#f6f5f1",
            body_background_fill_dark="#10171c",
            background_fill_primary="#ffffff",
            background_fill_primary_dark="#172027",
            block_background_fill="#ffffff",
            block_background_fill_dark="#172027",
            block_border_width="0px",
            block_shadow="none",
            button_primary_background_fill="*primary_600",
            button_primary_background_fill_hover="*primary_700",
            button_primary_background_fill_dark="*primary_400",
            button_primary_text_color_dark="#0a1c27",
            button_primary_text_color="#ffffff",
        )
