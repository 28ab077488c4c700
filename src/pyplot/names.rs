//! The functions of `pyplot` that are no more than a method of the current axes, and those that are not drawn.

/// What functions of `pyplot` that are methods of the current axes are called there.
const RENAMED: [(&str, &str); 5] = [
    ("title", "set_title"),
    ("xlabel", "set_xlabel"),
    ("ylabel", "set_ylabel"),
    ("xscale", "set_xscale"),
    ("yscale", "set_yscale"),
];

/// The methods of axes that `pyplot` has under the same name.
pub const SAME: &[&str] = &[
    "plot",
    "step",
    "semilogx",
    "semilogy",
    "loglog",
    "scatter",
    "bar",
    "barh",
    "bar_label",
    "hist",
    "hexbin",
    "hist2d",
    "imshow",
    "pcolormesh",
    "pcolor",
    "contour",
    "contourf",
    "clabel",
    "fill_between",
    "fill_betweenx",
    "fill",
    "stackplot",
    "axhline",
    "axvline",
    "axhspan",
    "axvspan",
    "hlines",
    "vlines",
    "stem",
    "quiver",
    "streamplot",
    "violinplot",
    "axline",
    "twiny",
    "arrow",
    "errorbar",
    "text",
    "annotate",
    "pie",
    "boxplot",
    "grid",
    "axis",
    "margins",
    "tick_params",
    "locator_params",
    "ticklabel_format",
    "minorticks_on",
    "minorticks_off",
    "twinx",
    "cla",
    "autoscale",
];

/// What `pyplot` and its axes have and this room does not draw; asking for one says so.
pub const NOT_DRAWN: &[&str] = &[
    "acorr",
    "angle_spectrum",
    "barbs",
    "broken_barh",
    "bxp",
    "cohere",
    "csd",
    "ecdf",
    "eventplot",
    "figimage",
    "indicate_inset",
    "inset_axes",
    "magnitude_spectrum",
    "phase_spectrum",
    "polar",
    "psd",
    "secondary_xaxis",
    "secondary_yaxis",
    "specgram",
    "spy",
    "stairs",
    "table",
    "thetagrids",
    "rgrids",
    "tricontour",
    "tricontourf",
    "tripcolor",
    "triplot",
    "xcorr",
];

/// The method of axes that a function of `pyplot` calls, if it is no more than that.
#[must_use]
pub fn method(name: &str) -> Option<&'static str> {
    let renamed = RENAMED.iter().find(|(own, _)| *own == name).map(|(_, method)| *method);
    renamed.or_else(|| SAME.iter().find(|own| **own == name).copied())
}

/// The names of all functions that are methods.
pub fn method_names() -> impl Iterator<Item = &'static str> {
    RENAMED.iter().map(|(name, _)| *name).chain(SAME.iter().copied())
}
