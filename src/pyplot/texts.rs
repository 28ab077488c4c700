//! Texts as objects: titles, labels, annotations, tick labels.

use std::rc::Rc;

use tape_lang::{Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::artist::{Artist, Shape};
use tape_plot::axes::{Axes, Title};
use tape_plot::color::Color;
use tape_plot::figure::Figure;

use crate::keywords::Keywords;
use crate::text_style::TextStyle;

static TEXT: NativeClass = NativeClass::new("Text").module("matplotlib.text").methods(METHODS);
static ANNOTATION: NativeClass = NativeClass::new("Annotation").module("matplotlib.text").base(&TEXT);

/// What a text is to its picture.
#[derive(Clone)]
pub enum Role {
    /// The heading of axes.
    Title(Shared<Axes>),
    /// The label below axes.
    XLabel(Shared<Axes>),
    /// The label beside axes.
    YLabel(Shared<Axes>),
    /// The label beside the third axis.
    ZLabel(Shared<Axes>),
    /// The heading of a figure.
    Heading(Shared<Figure>),
    /// A text in axes; an annotation may have an arrow.
    Artist(Shared<Artist>, Shared<Axes>, bool),
    /// What a tick of an axis says: of the horizontal one, or the other. All ticks of an axis look alike.
    Tick(Shared<Axes>, bool, String),
    /// What a legend or a contour line says.
    Fixed(String),
}

/// A text of a picture.
pub struct TextHandle {
    /// Where matplotlib says that it is.
    pub at: (Value, Value),
    /// What it is.
    pub role: Role,
}

/// What can be said of any text.
struct Look<'a> {
    text: &'a mut String,
    size: &'a mut f64,
    color: &'a mut Color,
    bold: Option<&'a mut bool>,
}

fn of_title(title: &mut Title) -> Look<'_> {
    Look { text: &mut title.text, size: &mut title.size, color: &mut title.color, bold: Some(&mut title.bold) }
}

impl Role {
    /// Changes the text; nothing happens to one that a tick shows.
    fn change(&self, work: impl FnOnce(Look<'_>)) {
        match self {
            Role::Title(axes) => work(of_title(&mut axes.borrow_mut().title)),
            Role::Heading(figure) => work(of_title(&mut figure.borrow_mut().title)),
            Role::XLabel(axes) | Role::YLabel(axes) => {
                let mut axes = axes.borrow_mut();
                let side = if matches!(self, Role::XLabel(_)) { &mut axes.x } else { &mut axes.y };
                let (text, size) = (&mut side.label, &mut side.label_size);
                work(Look { text, size, color: &mut side.label_color, bold: None });
            }
            Role::Artist(artist, ..) => {
                if let Shape::Text(own) = &mut artist.borrow_mut().shape {
                    let (text, size, color) = (&mut own.text, &mut own.size, &mut own.color);
                    work(Look { text, size, color, bold: Some(&mut own.bold) });
                }
            }
            Role::ZLabel(axes) => {
                if let Some(space) = &mut axes.borrow_mut().space {
                    let side = &mut space.z;
                    let (text, size) = (&mut side.label, &mut side.label_size);
                    work(Look { text, size, color: &mut side.label_color, bold: None });
                }
            }
            Role::Tick(axes, horizontal, text) => {
                let mut axes = axes.borrow_mut();
                let side = if *horizontal { &mut axes.x } else { &mut axes.y };
                let text = &mut text.clone();
                work(Look { text, size: &mut side.tick_size, color: &mut side.tick_color, bold: None });
            }
            Role::Fixed(_) => {}
        }
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> String {
        let mut found = match self {
            Role::Fixed(text) | Role::Tick(_, _, text) => text.clone(),
            _ => String::new(),
        };
        self.change(|look| found.clone_from(look.text));
        found
    }

    /// Gives the text what keywords say of any text.
    ///
    /// # Errors
    /// `AttributeError` for unknown ones, `ValueError` for values that do not fit.
    pub fn style(&self, vm: &mut Vm, mut keywords: Keywords) -> Result<()> {
        let text = keywords.text(vm, &["text"])?;
        let style = TextStyle::take(vm, &mut keywords)?;
        match self {
            Role::Title(_) | Role::Heading(_) => keywords.finish("Text")?,
            _ => keywords.finish_as(|name| format!("'Text' object has no property '{name}'"))?,
        }
        self.change(|look| {
            if let Some(text) = text {
                *look.text = text;
            }
            *look.size = style.size.unwrap_or(*look.size);
            *look.color = style.color.unwrap_or(*look.color);
            if let (Some(own), Some(bold)) = (look.bold, style.bold) {
                *own = bold;
            }
        });
        if let (Role::Tick(axes, horizontal, _), Some(rotation)) = (self, style.rotation) {
            crate::axes::side(axes, *horizontal, |side| side.tick_rotation = rotation);
        }
        if let Role::Artist(artist, ..) = self {
            let mut artist = artist.borrow_mut();
            artist.alpha = style.alpha.unwrap_or(artist.alpha);
            if let Shape::Text(own) = &mut artist.shape {
                own.anchor = (style.across.unwrap_or(own.anchor.0), style.down.unwrap_or(own.anchor.1));
                own.rotation = style.rotation.unwrap_or(own.rotation);
                own.ground = style.ground.or(own.ground);
            }
        }
        Ok(())
    }
}

impl TextHandle {
    /// A text with its place.
    #[must_use]
    pub fn value(x: Value, y: Value, role: Role) -> Value {
        Value::object(TextHandle { at: (x, y), role })
    }
}

impl Object for TextHandle {
    fn class(&self) -> Rc<Class> {
        if matches!(self.role, Role::Artist(_, _, true)) { ANNOTATION.class() } else { TEXT.class() }
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let text = vm.repr(&Value::str(self.role.text()))?;
        Ok(format!("Text({}, {}, {text})", vm.str(&self.at.0)?, vm.str(&self.at.1)?))
    }
}

fn role(this: &Value) -> Result<&Role> {
    let handle: Option<&TextHandle> = this.downcast();
    handle
        .map(|handle| &handle.role)
        .ok_or_else(|| tape_lang::exception::type_error("a text of matplotlib is expected"))
}

/// A setter of one keyword.
macro_rules! setter {
    ($method:literal, $keyword:literal, $doc:literal) => {
        NativeFunction::new($method, "(self, value)", $doc, |vm, args| {
            let mut keywords = Keywords::default();
            keywords.offer($keyword, args[1].clone());
            role(&args[0])?.style(vm, keywords)?;
            Ok(Value::None)
        })
        .python()
    };
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Text.get_text", "(self)", "What it says.", |_vm, args| Ok(Value::str(role(&args[0])?.text()))),
    NativeFunction::new("Text.set", "(self, **kwargs)", "Sets several properties at once.", |vm, args| {
        role(&args[0])?.style(vm, Keywords::of(args, 1))?;
        Ok(Value::list(vec![Value::None]))
    }),
    NativeFunction::new("Text.remove", "(self)", "Takes it away.", |_vm, args| {
        match role(&args[0])? {
            Role::Artist(artist, axes, _) => axes.borrow_mut().remove(artist),
            other => other.change(|look| look.text.clear()),
        }
        Ok(Value::None)
    }),
    setter!("Text.set_text", "text", "Changes what it says."),
    setter!("Text.set_fontsize", "fontsize", "The font's size in points."),
    setter!("Text.set_size", "fontsize", "The font's size in points."),
    setter!("Text.set_color", "color", "Its colour."),
    setter!("Text.set_fontweight", "fontweight", "How heavy it is."),
    setter!("Text.set_rotation", "rotation", "Its angle."),
];
