//! `savefig`.

use tape_lang::exception::value_error;
use tape_lang::{Name, Result, Value, Vm};
use tape_plot::figure::RESOLUTION;

use crate::figure::FigureHandle;
use crate::keywords::Keywords;
use crate::state;

/// The formats that matplotlib writes.
const FORMATS: [&str; 16] = [
    "avif", "eps", "gif", "jpeg", "jpg", "pdf", "pgf", "png", "ps", "raw", "rgba", "svg", "svgz", "tif", "tiff", "webp",
];

/// Saves a figure in the session's files, or writes it into a file that is open.
///
/// # Errors
/// `ValueError` for a format that is not drawn, `OSError` for a path that cannot be written.
pub fn save(vm: &mut Vm, figure: &FigureHandle, target: &Value, mut keywords: Keywords) -> Result<Value> {
    let write = vm.find_attribute(target, Name::new("write"))?;
    let path = if write.is_some() { String::new() } else { vm.str(target)? };
    let ending =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
    let named = keywords.text(vm, &["format"])?.or_else(|| ending.clone());
    let format = named.unwrap_or_else(|| "png".to_owned());
    let resolution = match keywords.take(&["dpi"]) {
        Some(word) if word.as_str() == Some("figure") => RESOLUTION,
        Some(value) => vm.float(&value)?,
        None => match state::parameters(vm)?.get_str("savefig.dpi") {
            Some(value) if value.as_str().is_none() => vm.float(&value)?,
            _ => RESOLUTION,
        },
    };
    crate::tick_functions::call(vm, &figure.figure)?;
    let figure = figure.figure.borrow();
    let bytes = match format.as_str() {
        "svg" => tape_plot::svg::draw(&figure).into_bytes(),
        "png" => {
            let scale = resolution / RESOLUTION;
            let (width, height) = ((figure.width * scale) as i64, (figure.height * scale) as i64);
            let too_large =
                || value_error(format!("Image size of {width}x{height} pixels is too large to be drawn here"));
            tape_plot::raster::draw(&figure, scale).ok_or_else(too_large)?
        }
        known if FORMATS.contains(&known) => {
            return Err(value_error(format!("Format '{format}' is not drawn here (supported formats: png, svg)")));
        }
        _ => {
            let supported = FORMATS.join(", ");
            return Err(value_error(format!("Format '{format}' is not supported (supported formats: {supported})")));
        }
    };
    drop(figure);
    match write {
        Some(write) => {
            vm.call_values(&write, &[Value::bytes(bytes)])?;
        }
        None => {
            let path = if ending.is_some() { path } else { format!("{path}.{format}") };
            vm.files().write(&path, &bytes).map_err(|error| error.raise(&[Value::str(&path)]))?;
        }
    }
    Ok(Value::None)
}
