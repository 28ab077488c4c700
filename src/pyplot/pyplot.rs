//! The functions of `pyplot` that are more than a method of the current axes or figure.

use tape_lang::exception::{attribute_error, runtime_error};
use tape_lang::{Args, Name, NativeFunction, Result, Value, Vm};
use tape_plot::colormap::Colormap;

use crate::axes::{Mappable, legend};
use crate::cm::ColormapHandle;
use crate::colorbar::colorbar;
use crate::figure::{self, FigureHandle};
use crate::keywords::{Keywords, accepted};
use crate::numbers::pair;
use crate::saving::save;
use crate::state;
use crate::subplots::{cells, subplots};

/// The current figure's handle and value.
fn current(vm: &mut Vm) -> Result<Value> {
    state::current_figure(vm)
}

/// The current axes: `plt.gca()`.
///
/// # Errors
/// As [`state::current_figure`].
pub fn current_axes(vm: &mut Vm) -> Result<Value> {
    let figure = current(vm)?;
    figure::handle(&figure)?.current_axes(vm)
}

/// `plt.figure`.
fn open_figure(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut keywords = Keywords::of(args, 2);
    let face = keywords.take(&["facecolor"]).map(|value| crate::style::color(vm, &value)).transpose()?;
    let is_tight = takes_all_room(&mut keywords);
    keywords.accept(&["dpi", "edgecolor", "frameon", "FigureClass", "clear"]);
    if let Some(name) = keywords.names().first() {
        return Err(attribute_error(format!("Figure.set() got an unexpected keyword argument '{name}'")));
    }
    if args[0].downcast::<FigureHandle>().is_some() {
        state::make_current(vm, &args[0]);
        return Ok(args[0].clone());
    }
    let number = if vm.has_index(&args[0]) { Some(vm.index(&args[0])?) } else { None };
    let known = number.and_then(|number| state::figure_of_number(vm, number));
    let size = Some(&args[1]).filter(|size| !size.is_none());
    let figure = match known {
        Some(figure) => figure,
        None => FigureHandle::open(vm, number, size)?,
    };
    {
        let mut figure = figure::handle(&figure)?.figure.borrow_mut();
        (figure.face, figure.is_tight) = (face, figure.is_tight || is_tight);
    }
    state::make_current(vm, &figure);
    Ok(figure)
}

/// Whether keywords ask for frames as large as they can be.
fn takes_all_room(keywords: &mut Keywords) -> bool {
    let layout = keywords.take(&["layout"]).is_some_and(|layout| layout.as_str() != Some("none"));
    let flags = ["tight_layout", "constrained_layout"].map(|name| keywords.take(&[name]));
    layout || flags.into_iter().flatten().any(|flag| !matches!(flag, Value::Bool(false)))
}

fn make_subplots(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut keywords = Keywords::of(args, 2);
    let size = keywords.take(&["figsize"]);
    let number = keywords.take(&["num"]).map(|value| vm.index(&value)).transpose()?;
    let is_tight = takes_all_room(&mut keywords);
    keywords.accept(&["dpi", "facecolor"]);
    let (rows, columns) = (vm.index(&args[0])?, vm.index(&args[1])?);
    let figure = FigureHandle::open(vm, number, size.as_ref())?;
    state::make_current(vm, &figure);
    figure::handle(&figure)?.figure.borrow_mut().is_tight = is_tight;
    let axes = subplots(vm, figure::handle(&figure)?, rows, columns, &mut keywords)?;
    if let Some(name) = keywords.names().first() {
        return Err(attribute_error(format!("Figure.set() got an unexpected keyword argument '{name}'")));
    }
    Ok(Value::tuple([figure, axes]))
}

/// `plt.subplot`: axes that stand in the same cells already are made current.
fn subplot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let wanted = cells(vm, args.rest(0))?;
    let figure = current(vm)?;
    let figure = figure::handle(&figure)?;
    let mut keywords = Keywords::of(args, 1);
    let known =
        figure.axes.borrow().iter().find(|(_, cells)| *cells == Some(wanted.clone())).map(|(axes, _)| axes.clone());
    let axes = match known {
        Some(axes) => {
            *figure.current.borrow_mut() = Some(axes.clone());
            axes
        }
        None => figure.subplot(vm, wanted, &mut keywords)?,
    };
    crate::axes::set(vm, &axes, keywords)?;
    Ok(axes)
}

fn subplot_in_grid(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut whole = |value: &Value| pair(vm, value).map(|(a, b)| (a.max(0.0) as usize, b.max(0.0) as usize));
    let ((rows, columns), (row, column)) = (whole(&args[0])?, whole(&args[1])?);
    let (tall, wide) = (vm.index(&args[2])?.max(1) as usize, vm.index(&args[3])?.max(1) as usize);
    if row + tall > rows || column + wide > columns {
        return Err(tape_lang::exception::index_error("GridSpec slice would result in no space allocated for subplot"));
    }
    let first = row * columns + column;
    let range = first..first + (tall - 1) * columns + wide;
    let figure = current(vm)?;
    figure::handle(&figure)?.subplot(vm, (rows, columns, range), &mut Keywords::of(args, 4))
}

fn add_axes(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let figure = current(vm)?;
    if args[0].is_none() {
        return figure::handle(&figure)?.subplot(vm, (1, 1, 0..1), &mut Keywords::of(args, 1));
    }
    forward(vm, &figure, "add_axes", &[args[0].clone()], Keywords::of(args, 1))
}

fn make_axes_current(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let figure = vm.get_attribute(&args[0], Name::new("figure"))?;
    *figure::handle(&figure)?.current.borrow_mut() = Some(args[0].clone());
    state::make_current(vm, &figure);
    Ok(Value::None)
}

/// `plt.xlim` and `plt.ylim`: without arguments the limits, else their setter.
fn limits(vm: &mut Vm, args: Args<'_>, side: char) -> Result<Value> {
    let axes = current_axes(vm)?;
    let asks = args.rest(0).is_empty() && args.keywords(1).is_none_or(|dict| dict.is_empty());
    forward(vm, &axes, &format!("{}_{side}lim", if asks { "get" } else { "set" }), args.rest(0), Keywords::of(args, 1))
}

/// Calls a method with arguments by position and by name.
fn forward(vm: &mut Vm, on: &Value, method: &str, given: &[Value], mut keywords: Keywords) -> Result<Value> {
    let function = vm.get_attribute(on, Name::new(method))?;
    let mut values = given.to_vec();
    let mut names = Vec::new();
    for name in keywords.names() {
        if let Some(value) = keywords.take(&[&name]) {
            names.push(Name::new(&name));
            values.push(value);
        }
    }
    vm.call(&function, Args { values: &values, names: &names })
}

/// `plt.xticks` and `plt.yticks`: places and labels of ticks, set or asked for.
fn ticks(vm: &mut Vm, args: Args<'_>, side: char) -> Result<Value> {
    let axes = current_axes(vm)?;
    let keywords = Keywords::of(args, 2);
    let get = |vm: &mut Vm, what: &str| vm.call_method(&axes, Name::new(&format!("get_{side}{what}")), &[]);
    let places = if args[0].is_none() {
        if !keywords.names().is_empty() {
            // Only the look of the labels changes.
            let (places, labels) = (get(vm, "ticks")?, get(vm, "ticklabels")?);
            let texts = vm.collect(&labels)?;
            let texts = texts
                .iter()
                .map(|text| vm.call_method(text, Name::new("get_text"), &[]))
                .collect::<Result<Vec<_>>>()?;
            forward(vm, &axes, &format!("set_{side}ticks"), &[places.clone(), Value::list(texts)], keywords)?;
            places
        } else {
            get(vm, "ticks")?
        }
    } else {
        let labels = Some(args[1].clone()).filter(|labels| !labels.is_none());
        let given: Vec<Value> = std::iter::once(args[0].clone()).chain(labels).collect();
        forward(vm, &axes, &format!("set_{side}ticks"), &given, keywords)?
    };
    Ok(Value::tuple([places, get(vm, "ticklabels")?]))
}

fn make_colorbar(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let last = vm.state::<Mappable>().0.borrow().clone();
    let Some(mappable) = Some(args[0].clone()).filter(|value| !value.is_none()).or(last) else {
        return Err(runtime_error(
            "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or \
             a contour set (with contourf).",
        ));
    };
    colorbar(vm, &mappable, Keywords::of(args, 1))
}

fn close(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let number = match &args[0] {
        Value::None => state::current_number(vm),
        word if word.as_str() == Some("all") => {
            state::close(vm, None);
            return Ok(Value::None);
        }
        figure if figure.downcast::<FigureHandle>().is_some() => Some(figure::handle(figure)?.number),
        number if vm.has_index(number) => Some(vm.index(number)?),
        _ => None,
    };
    if let Some(number) = number {
        state::close(vm, Some(number));
    }
    Ok(Value::None)
}

fn set_properties(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let objects = match &args[0] {
        Value::List(_) | Value::Tuple(_) => vm.collect(&args[0])?,
        one => vec![one.clone()],
    };
    for object in &objects {
        forward(vm, object, "set", &[], Keywords::of(args, 1))?;
    }
    Ok(Value::list(vec![Value::None; objects.len()]))
}

fn clear_figure(vm: &mut Vm, _args: Args<'_>) -> Result<Value> {
    let figure = current(vm)?;
    figure::handle(&figure)?.clear();
    Ok(Value::None)
}

/// `plt.get_cmap`.
pub static GET_CMAP: NativeFunction =
    NativeFunction::new("get_cmap", "(name=None, lut=None)", "A colormap by its name.", |vm, args| {
        if args[0].downcast::<ColormapHandle>().is_some() {
            return Ok(args[0].clone());
        }
        let map = match args[0].is_none() {
            true => state::default_colormap(vm)?,
            false => crate::style::colormap(vm, &args[0], "name")?,
        };
        Ok(Value::object(ColormapHandle(map)))
    });

fn set_parameters(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let group = vm.str(&args[0])?;
    let parameters = state::parameters(vm)?;
    for (name, value) in args.keywords(1).map(|dict| dict.items()).unwrap_or_default() {
        parameters.set_str(&format!("{group}.{}", name.as_str().unwrap_or_default()), value);
    }
    Ok(Value::None)
}

/// The functions of `pyplot`.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("figure", "(num=None, figsize=None, **kwargs)", "A new figure, or an open one.", open_figure)
        .python(),
    NativeFunction::new("subplots", "(nrows=1, ncols=1, **kwargs)", "A figure with a grid of axes.", make_subplots)
        .python(),
    NativeFunction::new("subplot", "(*args, **kwargs)", "Axes in a cell of a grid.", subplot),
    NativeFunction::new(
        "subplot2grid",
        "(shape, loc, rowspan=1, colspan=1, **kwargs)",
        "Axes in cells of a grid.",
        subplot_in_grid,
    ),
    NativeFunction::new("axes", "(arg=None, **kwargs)", "New axes at a place.", add_axes),
    NativeFunction::new("gcf", "()", "The current figure.", |vm, _args| current(vm)),
    NativeFunction::new("gca", "()", "The current axes.", |vm, _args| current_axes(vm)),
    NativeFunction::new("gci", "()", "The last artist whose colours stand for numbers.", |vm, _args| {
        Ok(vm.state::<Mappable>().0.borrow().clone().unwrap_or(Value::None))
    }),
    NativeFunction::new("sca", "(ax)", "Makes axes current.", make_axes_current),
    NativeFunction::new("show", "(*args, **kwargs)", "Shows the open figures.", |vm, _args| {
        state::show_figures(vm);
        Ok(Value::None)
    }),
    NativeFunction::new("savefig", "(fname, **kwargs)", "Saves the current figure.", |vm, args| {
        let figure = current(vm)?;
        save(vm, figure::handle(&figure)?, &args[0], Keywords::of(args, 1))
    })
    .python(),
    NativeFunction::new("close", "(fig=None)", "Closes a figure, or all of them.", close),
    NativeFunction::new("clf", "()", "Takes everything out of the figure.", clear_figure),
    NativeFunction::new("xlim", "(*args, **kwargs)", "The ends of the x axis.", |vm, args| limits(vm, args, 'x')),
    NativeFunction::new("ylim", "(*args, **kwargs)", "The ends of the y axis.", |vm, args| limits(vm, args, 'y')),
    NativeFunction::new("xticks", "(ticks=None, labels=None, **kwargs)", "The ticks of the x axis.", |vm, args| {
        ticks(vm, args, 'x')
    }),
    NativeFunction::new("yticks", "(ticks=None, labels=None, **kwargs)", "The ticks of the y axis.", |vm, args| {
        ticks(vm, args, 'y')
    }),
    NativeFunction::new("colorbar", "(mappable=None, **kwargs)", "A scale of colours.", make_colorbar),
    NativeFunction::new("legend", "(*args, **kwargs)", "Says what lines and colours mean.", |vm, args| {
        let axes = current_axes(vm)?;
        legend(vm, &axes, args.rest(0), Keywords::of(args, 1))
    }),
    NativeFunction::new("clim", "(vmin=None, vmax=None)", "The ends of the colormap.", |vm, args| {
        let Some(mappable) = vm.state::<Mappable>().0.borrow().clone() else { return Ok(Value::None) };
        vm.call_method(&mappable, Name::new("set_clim"), &[args[0].clone(), args[1].clone()])
    }),
    NativeFunction::new("set_cmap", "(cmap)", "The colormap that is used from now on.", |vm, args| {
        let map = crate::style::colormap(vm, &args[0], "cmap")?;
        state::parameters(vm)?.set_str("image.cmap", Value::str(map.name));
        Ok(Value::None)
    }),
    NativeFunction::new("setp", "(obj, **kwargs)", "Sets properties of artists.", set_properties),
    NativeFunction::new("rc", "(group, **kwargs)", "Sets parameters of a group.", set_parameters),
    NativeFunction::new("rcdefaults", "()", "Sets all parameters back.", |vm, _args| {
        let parameters = state::parameters(vm)?;
        state::reset_parameters(&parameters);
        Ok(Value::None)
    }),
    NativeFunction::new("get_fignums", "()", "The numbers of the open figures.", |vm, _args| {
        let figures = state::figures(vm);
        let numbers = figures
            .iter()
            .filter_map(|figure| figure.downcast::<FigureHandle>())
            .map(|figure| Value::Int(figure.number));
        Ok(Value::list(numbers.collect()))
    }),
    NativeFunction::new("fignum_exists", "(num)", "Whether a figure is open.", |vm, args| {
        let number = vm.index(&args[0])?;
        Ok(Value::Bool(state::figure_of_number(vm, number).is_some()))
    }),
    NativeFunction::new("colormaps", "()", "The names of the colormaps.", |_vm, _args| {
        Ok(Value::list(Colormap::names().into_iter().map(Value::str).collect()))
    }),
    NativeFunction::new("isinteractive", "()", "Whether figures show by themselves.", |_vm, _args| {
        Ok(Value::Bool(false))
    }),
    NativeFunction::new("matshow", "(A, **kwargs)", "A matrix as an image in a figure of its own.", |vm, args| {
        let figure = FigureHandle::open(vm, None, None)?;
        state::make_current(vm, &figure);
        let axes = current_axes(vm)?;
        forward(vm, &axes, "matshow", &[args[0].clone()], Keywords::of(args, 1))
    }),
    NativeFunction::new("subplot_mosaic", "(mosaic, **kwargs)", "A figure with axes by names.", |vm, args| {
        let size = Keywords::of(args, 1).take(&["figsize"]);
        let figure = FigureHandle::open(vm, None, size.as_ref())?;
        state::make_current(vm, &figure);
        let axes = crate::gridspec::mosaic(vm, figure::handle(&figure)?, &args[0])?;
        Ok(Value::tuple([figure, axes]))
    }),
    NativeFunction::new("figtext", "(x, y, s, **kwargs)", "A text on the sheet.", |vm, args| {
        let figure = current(vm)?;
        forward(vm, &figure, "text", &[args[0].clone(), args[1].clone(), args[2].clone()], Keywords::of(args, 3))
    }),
    NativeFunction::new("suptitle", "(t, **kwargs)", "A heading above all axes.", |vm, args| {
        let figure = current(vm)?;
        forward(vm, &figure, "suptitle", &[args[0].clone()], Keywords::of(args, 1))
    }),
    NativeFunction::new("tight_layout", "(**kwargs)", "Frames as large as they can be.", |vm, _args| {
        let figure = current(vm)?;
        vm.call_method(&figure, Name::new("tight_layout"), &[])
    }),
    accepted("subplots_adjust", "(**kwargs)"),
    accepted("draw", "()"),
    accepted("draw_if_interactive", "()"),
    accepted("pause", "(interval)"),
    accepted("ion", "()"),
    accepted("ioff", "()"),
    accepted("switch_backend", "(newbackend)"),
];
