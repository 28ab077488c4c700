//! What calls that draw return: lines, rectangles, collections, images. They are handles of what the axes hold.

use std::rc::Rc;

use tape_lang::exception::value_error;
use tape_lang::{Args, Class, Name, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::artist::{Artist, Line, Patch, Shape};
use tape_plot::axes::Axes;
use tape_plot::color::Color;
use tape_plot::colormap::Mapped;
use tape_plot::geometry::{Point, Rect};

use crate::colorbar::METHODS as COLORBAR_METHODS;
use crate::keywords::Keywords;
use crate::numbers::{flat, float64, ndarray};
use crate::plots::points::style_points;
use crate::style;
use crate::texts::{Role, TextHandle};

/// The class of all artists.
pub static ARTIST: NativeClass = NativeClass::new("Artist").module("matplotlib.artist").methods(ARTIST_METHODS);

macro_rules! classes {
    ($($class:ident = $module:literal $name:literal $($methods:ident)?;)*) => {
        $(
            #[doc = concat!("`", $module, ".", $name, "`.")]
            pub static $class: NativeClass =
                NativeClass::new($name).module($module).base(&ARTIST)$(.methods($methods))?;
        )*
    };
}

classes! {
    LINE = "matplotlib.lines" "Line2D" LINE_METHODS;
    PATHS = "matplotlib.collections" "PathCollection" COLLECTION_METHODS;
    LINES = "matplotlib.collections" "LineCollection";
    FILL = "matplotlib.collections" "FillBetweenPolyCollection";
    MESH = "matplotlib.collections" "QuadMesh" COLLECTION_METHODS;
    HEXAGONS = "matplotlib.collections" "PolyCollection" COLLECTION_METHODS;
    POLYGONS = "matplotlib.collections" "PolyQuadMesh" COLLECTION_METHODS;
    RECTANGLE = "matplotlib.patches" "Rectangle" RECTANGLE_METHODS;
    POLYGON = "matplotlib.patches" "Polygon";
    WEDGE = "matplotlib.patches" "Wedge";
    ARROW = "matplotlib.patches" "FancyArrow";
    IMAGE = "matplotlib.image" "AxesImage" COLLECTION_METHODS;
    CONTOURS = "matplotlib.contour" "QuadContourSet" COLLECTION_METHODS;
    AX_LINE = "matplotlib.lines" "AxLine";
    LINE_3D = "mpl_toolkits.mplot3d.art3d" "Line3D" LINE_METHODS;
    LINES_3D = "mpl_toolkits.mplot3d.art3d" "Line3DCollection";
    PATHS_3D = "mpl_toolkits.mplot3d.art3d" "Path3DCollection" COLLECTION_METHODS;
    SURFACE = "mpl_toolkits.mplot3d.art3d" "Poly3DCollection" COLLECTION_METHODS;
    QUIVER = "matplotlib.quiver" "Quiver";
    LEGEND = "matplotlib.legend" "Legend" LEGEND_METHODS;
    COLORBAR = "matplotlib.colorbar" "Colorbar" COLORBAR_METHODS;
}

/// A handle of an artist.
pub struct ArtistHandle {
    /// What the program sees it as.
    pub class: &'static NativeClass,
    /// The artist.
    pub artist: Shared<Artist>,
    /// Where it is.
    pub axes: Shared<Axes>,
    /// Which of its patches the handle means, for one bar of many.
    pub index: usize,
}

impl ArtistHandle {
    /// A handle of a whole artist.
    #[must_use]
    pub fn value(class: &'static NativeClass, artist: &Shared<Artist>, axes: &Shared<Axes>) -> Value {
        Value::object(ArtistHandle { class, artist: artist.clone(), axes: axes.clone(), index: 0 })
    }

    /// Changes the line, if it is one.
    fn with_line<T>(&self, work: impl FnOnce(&mut Line) -> T) -> Option<T> {
        match &mut self.artist.borrow_mut().shape {
            Shape::Line(line) => Some(work(line)),
            _ => None,
        }
    }

    /// The rectangle that a handle of a bar means: its left and lower side, width and height in the data.
    fn rectangle(&self) -> Rect {
        let artist = self.artist.borrow();
        let outline = match &artist.shape {
            Shape::Patches(patches, _) => patches.get(self.index).map(|patch| patch.outline.clone()),
            _ => None,
        };
        match outline.as_deref() {
            Some([a, _, b, ..]) => Rect::new(a.x, a.y, b.x - a.x, b.y - a.y),
            _ => Rect::default(),
        }
    }

    /// Gives it what keywords say.
    ///
    /// # Errors
    /// `AttributeError` for unknown ones, `ValueError` for values that do not fit.
    fn set(&self, vm: &mut Vm, mut keywords: Keywords) -> Result<()> {
        let mut artist = self.artist.borrow().clone();
        style::style_artist(vm, &mut keywords, &mut artist)?;
        match &mut artist.shape {
            Shape::Line(line) => style::style_line(vm, &mut keywords, line)?,
            Shape::Segments(_, stroke) | Shape::Rule(_, _, _, stroke) => {
                if let Some(value) = keywords.take(&["color", "colors"]) {
                    stroke.color = style::color(vm, &value)?;
                }
                style::style_stroke(vm, &mut keywords, stroke)?;
            }
            Shape::Patches(patches, _) => {
                let chosen =
                    if self.class.name() == "Rectangle" { self.index..self.index + 1 } else { 0..patches.len() };
                if let Some(patches) = patches.get_mut(chosen) {
                    style_patches(vm, &mut keywords, patches)?;
                }
            }
            Shape::Points(points) => {
                if let Some(value) = keywords.take(&["color", "facecolor", "facecolors", "fc", "c"]) {
                    points.faces = style::colors(vm, &value)?;
                    points.mapped = None;
                }
                style_points(vm, &mut keywords, points)?;
            }
            _ => {}
        }
        if let Some(mapped) = artist.mapped_mut() {
            if let Some(value) = keywords.take(&["cmap"]) {
                mapped.map = style::colormap(vm, &value, "cmap")?;
            }
            if let Some(ends) = keywords.take(&["clim"]) {
                let ends = flat(vm, &ends)?;
                (mapped.norm.low, mapped.norm.high) = (ends.first().copied(), ends.get(1).copied());
            }
        }
        keywords.finish(self.class.name())?;
        *self.artist.borrow_mut() = artist;
        Ok(())
    }
}

/// Gives patches what keywords say.
///
/// # Errors
/// `ValueError` for values that do not fit.
pub fn style_patches(vm: &mut Vm, keywords: &mut Keywords, patches: &mut [Patch]) -> Result<()> {
    let mut each = |vm: &mut Vm, value: Option<Value>, set: fn(&mut Patch, Color)| -> Result<()> {
        let Some(value) = value else { return Ok(()) };
        let colors = style::colors(vm, &value)?;
        for (index, patch) in patches.iter_mut().enumerate().filter(|_| !colors.is_empty()) {
            set(patch, colors[index % colors.len()]);
        }
        Ok(())
    };
    each(vm, keywords.take(&["color", "colors"]), |patch, color| {
        patch.fill = color;
        patch.edge.color = color;
    })?;
    each(vm, keywords.take(&["facecolor", "fc", "facecolors"]), |patch, color| patch.fill = color)?;
    let edges = keywords.take(&["edgecolor", "ec", "edgecolors"]);
    let has_edges = edges.is_some();
    each(vm, edges, |patch, color| patch.edge.color = color)?;
    let filled = keywords.truth(vm, &["fill"])?.unwrap_or(true);
    let mut stroke = tape_plot::artist::Stroke::solid(Color::NONE, if has_edges || !filled { 1.0 } else { -1.0 });
    style::style_stroke(vm, keywords, &mut stroke)?;
    for patch in patches {
        if stroke.width >= 0.0 {
            patch.edge.width = stroke.width;
        }
        patch.edge.dash = stroke.dash;
        if !filled {
            if !has_edges {
                patch.edge.color = Color::BLACK;
            }
            patch.fill = Color::NONE;
        }
    }
    Ok(())
}

impl Object for ArtistHandle {
    fn class(&self) -> Rc<Class> {
        self.class.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(match (&self.artist.borrow().shape, name.as_str()) {
            (_, "ax") if self.class.name() == "Colorbar" => Some(crate::colorbar::axes_of(&self.axes)),
            (Shape::Contours(contours), "levels") => Some(ndarray(&[contours.levels.len()], contours.levels.clone())),
            _ => None,
        })
    }

    fn str(&self, vm: &mut Vm, this: &Value) -> Result<String> {
        match self.class.name() {
            "Line2D" => {
                let label = self.artist.borrow().label.clone();
                Ok(format!("Line2D({label})"))
            }
            "Rectangle" => {
                let Rect { left, top, width, height } = self.rectangle();
                Ok(format!("Rectangle(xy=({left}, {top}), width={width}, height={height}, angle=0)"))
            }
            "Legend" => Ok("Legend".to_owned()),
            _ => self.repr(vm, this),
        }
    }
}

/// The handle that a method was called on.
///
/// # Errors
/// `TypeError` for what is no artist.
pub fn handle(this: &Value) -> Result<&ArtistHandle> {
    this.downcast().ok_or_else(|| tape_lang::exception::type_error("an artist of matplotlib is expected"))
}

/// A setter of one keyword.
macro_rules! setter {
    ($method:literal, $keyword:literal, $doc:literal) => {
        NativeFunction::new($method, "(self, value)", $doc, |vm, args| {
            let mut keywords = Keywords::default();
            keywords.offer($keyword, args[1].clone());
            handle(&args[0])?.set(vm, keywords)?;
            Ok(Value::None)
        })
        .python()
    };
}

static ARTIST_METHODS: &[NativeFunction] = &[
    NativeFunction::new("Artist.set", "(self, **kwargs)", "Sets several properties at once.", |vm, args| {
        handle(&args[0])?.set(vm, Keywords::of(args, 1))?;
        Ok(Value::list(vec![Value::None]))
    }),
    NativeFunction::new("Artist.remove", "(self)", "Takes the artist out of its axes.", |_vm, args| {
        let own = handle(&args[0])?;
        if own.class.name() == "Legend" {
            own.axes.borrow_mut().legend = None;
        }
        if own.class.name() == "Colorbar" {
            own.axes.borrow_mut().colorbar = None;
        }
        own.axes.borrow_mut().remove(&own.artist);
        Ok(Value::None)
    }),
    NativeFunction::new("Artist.get_label", "(self)", "What the legend calls it.", |_vm, args| {
        Ok(Value::str(handle(&args[0])?.artist.borrow().label.as_str()))
    }),
    NativeFunction::new("Artist.get_visible", "(self)", "Whether it is drawn.", |_vm, args| {
        Ok(Value::Bool(handle(&args[0])?.artist.borrow().visible))
    }),
    NativeFunction::new("Artist.get_alpha", "(self)", "How much of it is seen.", |_vm, args| {
        Ok(Value::Float(handle(&args[0])?.artist.borrow().alpha))
    }),
    setter!("Artist.set_label", "label", "Names it for the legend."),
    setter!("Artist.set_alpha", "alpha", "Says how much of it is seen."),
    setter!("Artist.set_visible", "visible", "Shows or hides it."),
    setter!("Artist.set_zorder", "zorder", "Later ones hide earlier ones."),
    setter!("Artist.set_color", "color", "Gives it a colour."),
    setter!("Artist.set_linewidth", "linewidth", "The width of its lines in points."),
    setter!("Artist.set_linestyle", "linestyle", "The dashes of its lines."),
    setter!("Artist.set_facecolor", "facecolor", "What fills it."),
    setter!("Artist.set_edgecolor", "edgecolor", "The colour of its outline."),
];

static LINE_METHODS: &[NativeFunction] = &[
    setter!("Line2D.set_marker", "marker", "What stands at its points."),
    setter!("Line2D.set_markersize", "markersize", "The size of its markers in points."),
    NativeFunction::new("Line2D.get_color", "(self)", "Its colour.", |_vm, args| {
        let color = handle(&args[0])?.with_line(|line| line.stroke.color);
        Ok(color.map_or(Value::None, |color| match color {
            // The colours of the cycle are tuples to matplotlib.
            own if tape_plot::color::CYCLE.contains(&own) => {
                Value::tuple(own.parts()[..3].iter().map(|part| Value::Float(*part)))
            }
            other => Value::str(other.hex()),
        }))
    }),
    NativeFunction::new("Line2D.get_linewidth", "(self)", "Its width in points.", |_vm, args| {
        Ok(handle(&args[0])?.with_line(|line| line.stroke.width).map_or(Value::None, Value::Float))
    }),
    NativeFunction::new("Line2D.get_xdata", "(self, orig=True)", "Its points, to the right.", |_vm, args| {
        data(&args[0], |line| line.xs.clone())
    }),
    NativeFunction::new("Line2D.get_ydata", "(self, orig=True)", "Its points, upwards.", |_vm, args| {
        data(&args[0], |line| line.ys.clone())
    }),
    NativeFunction::new("Line2D.get_data", "(self, orig=True)", "Its points.", |_vm, args| {
        Ok(Value::tuple([data(&args[0], |line| line.xs.clone())?, data(&args[0], |line| line.ys.clone())?]))
    }),
    NativeFunction::new("Line2D.set_xdata", "(self, x)", "Moves its points.", |vm, args| {
        let xs = flat(vm, &args[1])?;
        handle(&args[0])?.with_line(|line| line.xs = xs);
        Ok(Value::None)
    }),
    NativeFunction::new("Line2D.set_ydata", "(self, y)", "Moves its points.", |vm, args| {
        let ys = flat(vm, &args[1])?;
        handle(&args[0])?.with_line(|line| line.ys = ys);
        Ok(Value::None)
    }),
    NativeFunction::new("Line2D.set_data", "(self, *args)", "Moves its points.", set_data),
];

fn data(this: &Value, read: fn(&mut Line) -> Vec<f64>) -> Result<Value> {
    let values = handle(this)?.with_line(read).unwrap_or_default();
    Ok(ndarray(&[values.len()], values))
}

fn set_data(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let given = match args.rest(1) {
        [both] => vm.collect(both)?,
        several => several.to_vec(),
    };
    let [x, y] = &given[..] else {
        return Err(value_error(format!("not enough values to unpack (expected 2, got {})", given.len())));
    };
    let (xs, ys) = (flat(vm, x)?, flat(vm, y)?);
    handle(&args[0])?.with_line(|line| {
        line.xs = xs;
        line.ys = ys;
    });
    Ok(Value::None)
}

static RECTANGLE_METHODS: &[NativeFunction] = &[
    NativeFunction::new("Rectangle.get_x", "(self)", "Its left side.", |_vm, args| {
        Ok(float64(handle(&args[0])?.rectangle().left))
    }),
    NativeFunction::new("Rectangle.get_y", "(self)", "Its lower side.", |_vm, args| {
        Ok(float64(handle(&args[0])?.rectangle().top))
    }),
    NativeFunction::new("Rectangle.get_width", "(self)", "Its width.", |_vm, args| {
        Ok(float64(handle(&args[0])?.rectangle().width))
    }),
    NativeFunction::new("Rectangle.get_height", "(self)", "Its height.", |_vm, args| {
        Ok(float64(handle(&args[0])?.rectangle().height))
    }),
    NativeFunction::new("Rectangle.set_height", "(self, h)", "Makes it another height.", |vm, args| {
        let height = vm.float(&args[1])?;
        let own = handle(&args[0])?;
        if let Shape::Patches(patches, _) = &mut own.artist.borrow_mut().shape
            && let Some([a, b, c, d]) = patches.get_mut(own.index).map(|patch| &mut patch.outline[..])
        {
            let top = a.y + height;
            (b.y, c.y, d.y) = (b.y, top, top);
        }
        Ok(Value::None)
    }),
];

static COLLECTION_METHODS: &[NativeFunction] = &[
    setter!("ScalarMappable.set_cmap", "cmap", "Changes the colormap."),
    NativeFunction::new("ScalarMappable.get_clim", "(self)", "The ends of the colormap.", |_vm, args| {
        let (low, high) = handle(&args[0])?.artist.borrow().mapped().map_or((0.0, 1.0), Mapped::limits);
        Ok(Value::tuple([low, high].map(Value::Float)))
    }),
    NativeFunction::new(
        "ScalarMappable.set_clim",
        "(self, vmin=None, vmax=None)",
        "The ends of the colormap.",
        |vm, args| {
            let ends = match args[2].is_none() {
                true if !args[1].is_none() && !vm.has_index(&args[1]) && vm.length_of(&args[1]).is_some() => {
                    vm.collect(&args[1])?
                }
                _ => vec![args[1].clone(), args[2].clone()],
            };
            for (index, end) in ends.iter().enumerate().filter(|(_, end)| !end.is_none()) {
                let end = vm.float(end)?;
                if let Some(mapped) = handle(&args[0])?.artist.borrow_mut().mapped_mut() {
                    if index == 0 { mapped.norm.low = Some(end) } else { mapped.norm.high = Some(end) }
                }
            }
            Ok(Value::None)
        },
    ),
    NativeFunction::new("ScalarMappable.get_array", "(self)", "The numbers behind the colours.", |_vm, args| {
        let values = handle(&args[0])?.artist.borrow().mapped().map(|mapped| mapped.values.clone()).unwrap_or_default();
        Ok(ndarray(&[values.len()], values))
    }),
    NativeFunction::new("ScalarMappable.set_data", "(self, A)", "Other numbers of the same shape.", |vm, args| {
        let values = flat(vm, &args[1])?;
        if let Some(mapped) = handle(&args[0])?.artist.borrow_mut().mapped_mut() {
            mapped.values = values;
        }
        Ok(Value::None)
    }),
    NativeFunction::new("Collection.set_offsets", "(self, offsets)", "Moves its points.", |vm, args| {
        let values = flat(vm, &args[1])?;
        if let Shape::Points(points) = &mut handle(&args[0])?.artist.borrow_mut().shape {
            points.at = values.chunks_exact(2).map(|pair| Point::new(pair[0], pair[1])).collect();
        }
        Ok(Value::None)
    }),
];

static LEGEND_METHODS: &[NativeFunction] = &[
    NativeFunction::new("Legend.set_title", "(self, title, prop=None)", "Its heading.", |vm, args| {
        let title = vm.str(&args[1])?;
        if let Some(legend) = &mut handle(&args[0])?.axes.borrow_mut().legend {
            legend.title = title;
        }
        Ok(Value::None)
    }),
    NativeFunction::new("Legend.get_texts", "(self)", "What it names.", |_vm, args| {
        let names = handle(&args[0])?.axes.borrow().named();
        let text = |(_, name)| TextHandle::value(Value::Int(0), Value::Int(0), Role::Fixed(name));
        Ok(Value::list(names.into_iter().map(text).collect()))
    }),
];
