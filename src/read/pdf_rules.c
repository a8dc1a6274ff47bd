#include "read/pdf_rules.h"

#include <hecha.h>

#define POINTS 64
#define THIN 3.0  /* points: a filled area no wider is a line */
#define SLANT 0.5 /* points that the ends of a straight line may differ by */
#define SHORTEST 3.0

typedef struct matrix {
    double a, b, c, d, e, f;
} matrix;

typedef struct point {
    double x, y;
    int begins; /* a new part of the path */
} point;

typedef struct scanner {
    base_arena *arena;
    base_str rest;
    const pdf_pages *pages;
    pdf_rules *out;
    int in_page;
    matrix now;
    point path[POINTS];
    size_t points;
    int curved; /* the path has curves, or too many points */
    int failed;
} scanner;

static const matrix identity = {1, 0, 0, 1, 0, 0};

static point transform(const scanner *self, double x, double y)
{
    const matrix *m = &self->now;
    point out = {m->a * x + m->c * y + m->e, m->b * x + m->d * y + m->f, 0};
    return out;
}

static void add_rule(scanner *self, int upright, double at, double from, double to)
{
    pdf_page_rules *page = base_vec_at(&self->out->pages, self->out->pages.count - 1);
    if (to - from < SHORTEST || page->count > PDF_MAX_RULES)
        return;
    page->count++;
    pdf_rule *rule = base_vec_push(&self->out->rules, self->arena);
    if (rule == NULL) {
        self->failed = 1;
        return;
    }
    rule->upright = upright;
    rule->at = at;
    rule->from = from;
    rule->to = to;
}

static void add_line(scanner *self, const point *a, const point *b)
{
    if (pdf_distance(a->x, b->x) <= SLANT)
        add_rule(self, 1, (a->x + b->x) / 2, a->y < b->y ? a->y : b->y, a->y < b->y ? b->y : a->y);
    else if (pdf_distance(a->y, b->y) <= SLANT)
        add_rule(self, 0, (a->y + b->y) / 2, a->x < b->x ? a->x : b->x, a->x < b->x ? b->x : a->x);
}

static void add_point(scanner *self, double x, double y, int begins)
{
    if (self->points == POINTS) {
        self->curved = 1;
        return;
    }
    self->path[self->points] = transform(self, x, y);
    self->path[self->points++].begins = begins;
}

static void end_path(scanner *self)
{
    self->points = 0;
    self->curved = 0;
}

static void close_part(scanner *self)
{
    size_t first = self->points;
    while (first > 0 && !self->path[first - 1].begins)
        first--;
    if (first == 0 || self->points == POINTS)
        return;
    self->path[self->points] = self->path[first - 1];
    self->path[self->points++].begins = 0;
}

static void stroke(scanner *self)
{
    for (size_t i = 1; i < self->points && !self->curved; i++)
        if (!self->path[i].begins)
            add_line(self, &self->path[i - 1], &self->path[i]);
    end_path(self);
}

static void fill_box(scanner *self, const pdf_box *box)
{
    double width = box->x1 - box->x0, height = box->y1 - box->y0;
    if (width <= THIN && height > width)
        add_rule(self, 1, (box->x0 + box->x1) / 2, box->y0, box->y1);
    else if (height <= THIN)
        add_rule(self, 0, (box->y0 + box->y1) / 2, box->x0, box->x1);
}

static void fill(scanner *self)
{
    size_t at = 0;
    while (at < self->points && !self->curved) {
        pdf_box box = {self->path[at].x, self->path[at].y, self->path[at].x, self->path[at].y};
        for (at++; at < self->points && !self->path[at].begins; at++) {
            pdf_box more = {self->path[at].x, self->path[at].y, self->path[at].x, self->path[at].y};
            pdf_box_add(&box, &more);
        }
        fill_box(self, &box);
    }
    end_path(self);
}

/* The number at the start of a text, a plain decimal whatever the locale; moves behind it. 0: none.
 */
static int take_number(base_str *text, double *out)
{
    double value = 0, place = 0;
    size_t at = 0;
    int digits = 0, negative = 0;
    while (at < text->len && strchr(" ,\t\r\n", text->ptr[at]) != NULL)
        at++;
    if (at < text->len && text->ptr[at] == '-') {
        negative = 1;
        at++;
    }
    for (size_t start = at; at < text->len && at - start < 24; at++) {
        char byte = text->ptr[at];
        if (byte == '.' && place <= 0) {
            place = 1;
            continue;
        }
        if (byte < '0' || byte > '9')
            break;
        digits = 1;
        value = value * 10 + (byte - '0');
        place *= 10;
    }
    if (!digits)
        return 0;
    *out = (place > 0 ? value / place : value) * (negative ? -1 : 1);
    *text = base_str_from(*text, at);
    return 1;
}

static int take_numbers(base_str *text, double *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!take_number(text, &out[i]))
            return 0;
    return 1;
}

/* The value of an attribute of a tag: `name="…"`. */
static base_str attribute(base_str tag, const char *name)
{
    size_t at = base_str_find(tag, base_str_c(name), 0);
    base_str rest = at == BASE_STR_NONE ? base_str_n("", 0) : base_str_from(tag, at + strlen(name));
    size_t end = base_str_find(rest, base_str_c("\""), 0);
    return base_str_n(rest.ptr, end == BASE_STR_NONE ? 0 : end);
}

/* What a property is set to, as an attribute or in the style: `stroke="…"`, `stroke:…;`. */
static base_str property(base_str tag, const char *as_attribute, const char *in_style)
{
    base_str value = attribute(tag, as_attribute);
    if (value.len > 0)
        return value;
    size_t at = base_str_find(tag, base_str_c(in_style), 0);
    base_str rest =
        at == BASE_STR_NONE ? base_str_n("", 0) : base_str_from(tag, at + strlen(in_style));
    size_t end = base_str_find(rest, base_str_c(";"), 0);
    return base_str_n(rest.ptr, end == BASE_STR_NONE ? 0 : end);
}

/* A colour that shows on paper. */
static int shows(base_str colour)
{
    return base_str_starts(colour, base_str_c("rgb(")) &&
           !(base_str_starts(colour, base_str_c("rgb(100%,100%,100%)")) ||
             base_str_starts(colour, base_str_c("rgb(100%, 100%, 100%)")));
}

static void set_transform(scanner *self, base_str text)
{
    double n[6];
    self->now = identity;
    size_t at = base_str_find(text, base_str_c("matrix("), 0);
    base_str rest = at == BASE_STR_NONE ? base_str_n("", 0) : base_str_from(text, at + 7);
    if (!take_numbers(&rest, n, 6))
        return;
    self->now = (matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
}

/* M x y L x y C x y x y x y Z, as cairo writes them: absolute, the letter always there. */
static void read_path(scanner *self, base_str d)
{
    double n[6];
    while (d.len > 0 && !self->curved) {
        char letter = d.ptr[0];
        d = base_str_from(d, 1);
        if (letter == 'M' && take_numbers(&d, n, 2))
            add_point(self, n[0], n[1], 1);
        else if (letter == 'L' && take_numbers(&d, n, 2))
            add_point(self, n[0], n[1], 0);
        else if (letter == 'Z')
            close_part(self);
        else if (letter == 'C')
            self->curved = 1;
    }
}

static void path(scanner *self, base_str tag)
{
    int drawn = shows(property(tag, " stroke=\"", "stroke:"));
    int filled = shows(property(tag, " fill=\"", "fill:"));
    if (!drawn && !filled)
        return;
    set_transform(self, attribute(tag, " transform=\""));
    read_path(self, attribute(tag, " d=\""));
    if (drawn)
        stroke(self);
    else
        fill(self);
}

static void begin_page(scanner *self)
{
    size_t number = self->out->pages.count;
    pdf_page_rules *rules = NULL;
    if (number < self->pages->pages.count) {
        rules = base_vec_push(&self->out->pages, self->arena);
        self->failed |= rules == NULL;
    }
    self->in_page = rules != NULL;
    if (rules != NULL)
        rules->first = self->out->rules.count;
}

/* Shapes that are only used elsewhere: glyphs, clips. */
static void skip_definitions(scanner *self)
{
    size_t end = base_str_find(self->rest, base_str_c("</defs>"), 0);
    self->rest = base_str_from(self->rest, end == BASE_STR_NONE ? self->rest.len : end + 7);
}

int pdf_rules_read(base_arena *arena, base_str svg, const pdf_pages *pages, pdf_rules *out)
{
    scanner self;
    memset(&self, 0, sizeof(self));
    self.arena = arena;
    self.pages = pages;
    self.out = out;
    self.rest = svg;
    base_vec_init(&out->rules, sizeof(pdf_rule));
    base_vec_init(&out->pages, sizeof(pdf_page_rules));
    int sets = base_str_find(svg, base_str_c("<pageSet>"), 0) != BASE_STR_NONE;
    if (!sets) /* a file of one page */
        begin_page(&self);
    while (!self.failed) {
        size_t at = base_str_find(self.rest, base_str_c("<"), 0);
        if (at == BASE_STR_NONE)
            break;
        self.rest = base_str_from(self.rest, at);
        size_t end = base_str_find(self.rest, base_str_c(">"), 0);
        base_str tag = base_str_n(self.rest.ptr, end == BASE_STR_NONE ? self.rest.len : end);
        self.rest = base_str_from(self.rest, tag.len + 1);
        if (base_str_starts(tag, base_str_c("<defs")))
            skip_definitions(&self);
        else if (sets && base_str_eq_c(tag, "<page"))
            begin_page(&self);
        else if (self.in_page && base_str_starts(tag, base_str_c("<path ")))
            path(&self, tag);
    }
    return self.failed ? HECHA_E_MEMORY : 0;
}
