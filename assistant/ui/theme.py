"""The look of the app: an own theme with system fonts, light and dark."""

from __future__ import annotations

from gradio.themes import Base
from gradio.themes.utils import colors, sizes

FONT = ("-apple-system", "BlinkMacSystemFont", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif")
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
            body_background_fill="#f7f5f0",
            body_background_fill_dark="#0f161b",
            body_text_color="#14303f",
            body_text_color_dark="#e6edf1",
            background_fill_primary="#ffffff",
            background_fill_primary_dark="#172128",
            block_background_fill="transparent",
            block_background_fill_dark="transparent",
            block_border_width="0px",
            block_border_width_dark="0px",
            block_padding="0px",
            block_shadow="none",
            block_label_text_color="#51636d",
            block_label_text_color_dark="#a6b6bf",
            input_background_fill="#ffffff",
            input_background_fill_dark="#172128",
            input_background_fill_focus="#ffffff",
            input_background_fill_focus_dark="#172128",
            input_border_color="#c9cfce",
            input_border_color_dark="#3a4a54",
            input_border_color_focus="#1f5675",
            input_border_color_focus_dark="#8cc0dd",
            input_border_width="1px",
            input_placeholder_color="#5f717b",
            input_placeholder_color_dark="#93a5af",
            button_primary_background_fill="#1f5675",
            button_primary_background_fill_hover="#173f56",
            button_primary_background_fill_dark="#8cc0dd",
            button_primary_background_fill_hover_dark="#b5d8ea",
            button_primary_text_color="#ffffff",
            button_primary_text_color_dark="#0f161b",
            button_secondary_background_fill="transparent",
            button_secondary_background_fill_dark="transparent",
            button_secondary_background_fill_hover="#e9eef0",
            button_secondary_background_fill_hover_dark="#1e2a32",
            button_secondary_border_color="#c9cfce",
            button_secondary_border_color_dark="#3a4a54",
            button_secondary_text_color="#1f5675",
            button_secondary_text_color_dark="#8cc0dd",
            button_border_width="1px",
        )
