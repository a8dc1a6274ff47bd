#include "test.h"

#include <stdio.h>

#include "base/buf.h"
#include "read/pdf_grid.h"
#include "read/pdf_words.h"

/* A page description under work, as pdftocairo writes it. */
typedef struct drawing {
    base_arena *arena;
    pdf_pages pages;
    base_buf svg;
} drawing;

static void begin(drawing *self)
{
    memset(self, 0, sizeof(*self));
    self->arena = base_arena_new(0);
    assert_non_null(self->arena);
    pdf_pages_init(&self->pages);
    base_buf_init(&self->svg);
    base_buf_add_c(
        &self->svg,
        "<svg><defs><path d=\"M 0 0 L 900 0\" stroke=\"rgb(0%,0%,0%)\"/></defs><pageSet>");
}

static void new_page(drawing *self)
{
    base_buf_add_c(&self->svg, "<page><g id=\"surface1\">\n");
    assert_non_null(pdf_page_add(self->arena, &self->pages, 600, 800));
}

static void end(drawing *self)
{
    base_buf_dispose(&self->svg);
    base_arena_free(self->arena);
}

/* A line, in the flipped coordinates of a pdf. */
static void line(drawing *self, int x0, int y0, int x1, int y1)
{
    char path[300];
    snprintf(
        path, sizeof(path),
        "<path style=\"fill:none;stroke-width:0.5;stroke:rgb(0%%,0%%,0%%);\" d=\"M %d.5 %d L %d.5 "
        "%d \" transform=\"matrix(1,0,0,-1,-0.5,800)\"/>\n",
        x0, 800 - y0, x1, 800 - y1);
    base_buf_add_c(&self->svg, path);
}

static void word(drawing *self, double x, double y, const char *text)
{
    pdf_box box = {x, y, x + 4.0 * (double)strlen(text), y + 12};
    assert_non_null(pdf_word_add(self->arena, &self->pages, box, base_str_c(text)));
}

static void show(drawing *self, const base_vec *grids, base_buf *out)
{
    doc_builder *builder = NULL;
    doc *document = NULL;
    hecha_err err = {0};
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, NULL), 0);
    for (size_t i = 0; i < grids->count;) {
        const pdf_grid *grid = base_vec_at(grids, i);
        size_t count = 1;
        while (i + count < grids->count &&
               pdf_grid_goes_on(&grid[count - 1], base_vec_at(grids, i + count)))
            count++;
        assert_int_equal(pdf_grids_build(self->arena, grid, count, builder), 0);
        i += count;
    }
    assert_int_equal(doc_build_finish(builder, base_str_c("x"), "pdf", &document, &err), 0);
    for (const doc_block *block = document->first; block; block = doc_next(block)) {
        char place[64];
        for (size_t i = 0; i < block->table->count; i++) {
            const doc_cell *cell = &block->table->cells[i];
            snprintf(place, sizeof(place), "%u,%u", cell->row, cell->column);
            base_buf_add_c(out, place);
            if (cell->rowspan > 1 || cell->colspan > 1) {
                snprintf(place, sizeof(place), "{%ux%u}", cell->rowspan, cell->colspan);
                base_buf_add_c(out, place);
            }
            base_buf_add_byte(out, '=');
            base_buf_add_str(out, cell->text.raw);
            base_buf_add_byte(out, ' ');
        }
        base_buf_add_c(out, "/ ");
    }
    doc_free(document);
}

/* What is left on the pages follows the tables. */
static void assert_grids(drawing *self, const char *expected)
{
    pdf_rules rules;
    base_vec grids;
    base_buf out;
    base_buf_init(&out);
    assert_int_equal(pdf_rules_read(self->arena, base_buf_str(&self->svg), &self->pages, &rules),
                     0);
    assert_int_equal(pdf_grids_find(self->arena, &rules, &self->pages, &grids), 0);
    show(self, &grids, &out);
    for (size_t i = 0; i < self->pages.words.count; i++)
        base_buf_add_str(&out, pdf_word_at(&self->pages, i)->text);
    base_buf_add_byte(&out, '\0');
    if (strcmp(out.ptr, expected) != 0)
        print_error("%s\n", out.ptr);
    assert_string_equal(out.ptr, expected);
    base_buf_dispose(&out);
    end(self);
}

/* Edges of a table of three columns and a head of two levels. */
static void head_of_two_levels(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    word(&self, 60, 50, "Title");
    for (int y = 100; y <= 160; y += 20)
        line(&self, y == 120 ? 200 : 50, y, 400, y);
    line(&self, 50, 100, 50, 160);
    line(&self, 50, 101, 401, 101); /* the same line drawn twice */
    line(&self, 200, 100, 200, 160);
    line(&self, 300, 120, 300, 160);
    line(&self, 400, 100, 400, 160);
    word(&self, 60, 115, "items");
    word(&self, 280, 104, "sums");
    word(&self, 210, 124, "a");
    word(&self, 310, 124, "b");
    word(&self, 60, 144, "x");
    word(&self, 210, 144, "12");
    word(&self, 190, 700, "below");
    assert_grids(&self, "1,1{2x1}=items 1,2{1x2}=sums 2,2=a 2,3=b 3,1=x 3,2=12 3,3= / Titlebelow");
}

/* The sides are open: the level lines end the table. Filled strips are lines; white ones are none.
 */
static void open_sides_and_strips(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    base_buf_add_c(
        &self.svg,
        "<path style=\" stroke:none;fill-rule:nonzero;fill:rgb(0%,0%,0%);\" d=\"M 50 100 L "
        "400 100 L 400 100.5 L 50 100.5 Z M 50 100 \"/>"
        "<path fill=\"none\" stroke=\"rgb(100%, 100%, 100%)\" d=\"M 300 100 L 300 140\"/>"
        "<path fill=\"none\" stroke=\"rgb(0%, 0%, 0%)\" d=\"M 0 0 C 1 1 2 2 3 3\"/>");
    line(&self, 50, 120, 400, 120);
    line(&self, 50, 140, 400, 140);
    line(&self, 200, 100, 200, 140);
    word(&self, 60, 104, "a");
    word(&self, 210, 104, "b");
    word(&self, 60, 124, "c");
    word(&self, 210, 124, "d");
    assert_grids(&self, "1,1=a 1,2=b 2,1=c 2,2=d / ");
}

/* A row that is indented a little leaves a gap beside it. */
static void gaps_are_no_cells(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    for (int y = 100; y <= 140; y += 20)
        line(&self, 50, y, 400, y);
    line(&self, 50, 100, 50, 140);
    line(&self, 55, 120, 55, 140);
    line(&self, 200, 100, 200, 140);
    line(&self, 400, 100, 400, 140);
    word(&self, 60, 104, "a");
    word(&self, 210, 104, "b");
    word(&self, 60, 124, "c");
    word(&self, 210, 124, "d");
    assert_grids(&self, "1,1=a 1,2=b 2,1=c 2,2=d / ");
}

static void frame(drawing *self, int top, int bottom)
{
    line(self, 50, top, 400, top);
    line(self, 50, bottom, 400, bottom);
    line(self, 50, top, 50, bottom);
    line(self, 400, top, 400, bottom);
}

static void frames_around_prose_are_no_tables(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    frame(&self, 100, 160);
    line(&self, 50, 130, 400, 130);
    word(&self, 60, 104, "prose");
    word(&self, 60, 134, "more");
    assert_grids(&self, "prosemore");
}

/* A head printed again, a merged label with its text parted, an empty slice of a row. */
static void table_over_pages(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    frame(&self, 100, 180);
    line(&self, 120, 100, 120, 180);
    line(&self, 300, 100, 300, 180);
    line(&self, 50, 120, 400, 120);
    line(&self, 120, 150, 400, 150);
    word(&self, 60, 104, "kind");
    word(&self, 130, 104, "item");
    word(&self, 310, 104, "sum");
    word(&self, 60, 165, "group");
    word(&self, 130, 124, "one");
    word(&self, 310, 124, "1");
    word(&self, 130, 166, "two");
    word(&self, 310, 154, "2");
    new_page(&self);
    frame(&self, 50, 150);
    line(&self, 120, 50, 120, 150);
    line(&self, 300, 50, 300, 150);
    line(&self, 50, 70, 400, 70);
    line(&self, 120, 90, 400, 90);
    line(&self, 50, 120, 400, 120);
    word(&self, 60, 54, "kind");
    word(&self, 130, 54, "item");
    word(&self, 310, 54, "sum");
    word(&self, 60, 74, "rest");
    word(&self, 130, 74, "ends");
    word(&self, 130, 94, "three");
    word(&self, 310, 94, "3");
    word(&self, 60, 124, "last");
    word(&self, 130, 124, "four");
    word(&self, 310, 124, "4");
    assert_grids(&self,
                 "1,1=kind 1,2=item 1,3=sum 2,1{3x1}=group rest 2,2=one 2,3=1 3,2=two ends 3,3=2 "
                 "4,2=three 4,3=3 5,1=last 5,2=four 5,3=4 / ");
}

/* A page ends within heads beside others of two levels. */
static void heads_parted_by_a_page(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    frame(&self, 100, 118);
    line(&self, 120, 100, 120, 118);
    line(&self, 200, 100, 200, 118);
    word(&self, 60, 104, "kept and told");
    word(&self, 130, 104, "mended as was told");
    word(&self, 210, 104, "both");
    new_page(&self);
    frame(&self, 50, 90);
    line(&self, 120, 50, 120, 90);
    line(&self, 200, 50, 200, 90);
    line(&self, 300, 50, 300, 90);
    line(&self, 50, 70, 400, 70);
    word(&self, 60, 54, "apart");
    word(&self, 130, 54, "ed");
    word(&self, 210, 54, "x");
    word(&self, 310, 54, "y");
    word(&self, 60, 74, "5");
    word(&self, 130, 74, "6");
    word(&self, 210, 74, "7");
    word(&self, 310, 74, "8");
    assert_grids(&self, "1,1{2x1}=kept and told apart 1,2{2x1}=mended as was told ed 1,3{1x2}=both "
                        "2,3=x 2,4=y 3,1=5 3,2=6 "
                        "3,3=7 3,4=8 / ");
}

/* Lines far apart: the room for one more is more than a character's height. A last row alone on its
 * page may be but the rest of the one before. */
static void text_of_a_cell_over_pages(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    frame(&self, 100, 162);
    line(&self, 120, 100, 120, 162);
    line(&self, 300, 100, 300, 162);
    line(&self, 50, 120, 400, 120);
    word(&self, 60, 104, "kind");
    word(&self, 130, 104, "item");
    word(&self, 310, 104, "sum");
    word(&self, 60, 124, "of the");
    word(&self, 60, 137, "last");
    word(&self, 130, 124, "one");
    word(&self, 310, 124, "1");
    new_page(&self);
    frame(&self, 50, 70);
    line(&self, 120, 50, 120, 70);
    line(&self, 300, 50, 300, 70);
    word(&self, 60, 54, "group");
    assert_grids(&self, "1,1=kind 1,2=item 1,3=sum 2,1=of the\nlast group 2,2=one 2,3=1 / ");
}

/* Heads of two rows at the foot of a page: the blanks below them are cells of the next row. */
static void heads_end_with_the_page(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    frame(&self, 100, 180);
    line(&self, 120, 100, 120, 180);
    line(&self, 300, 100, 300, 180);
    line(&self, 350, 140, 350, 180);
    line(&self, 300, 140, 400, 140);
    word(&self, 60, 104, "kept");
    word(&self, 130, 104, "mended");
    word(&self, 310, 104, "both");
    word(&self, 310, 144, "x");
    word(&self, 360, 144, "y");
    new_page(&self);
    frame(&self, 50, 70);
    line(&self, 120, 50, 120, 70);
    line(&self, 300, 50, 300, 70);
    line(&self, 350, 50, 350, 70);
    word(&self, 60, 54, "5");
    assert_grids(&self, "1,1{2x1}=kept 1,2{2x1}=mended 1,3{1x2}=both 2,3=x 2,4=y 3,1=5 3,2= 3,3= "
                        "3,4= / ");
}

static void garbage_gives_nothing(void **state)
{
    static const char *const texts[] = {"",
                                        "<",
                                        "<pageSet><page><path ",
                                        "<page><path d=\"M",
                                        "<defs><path d=\"M 1 1 L 2 2\"",
                                        "<path stroke=\"rgb(0%\" d=\"M - . L 1e9 L 1 1 ZZZ\"/>"};
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        drawing self;
        begin(&self);
        base_buf_clear(&self.svg);
        base_buf_add_c(&self.svg, texts[i]);
        assert_non_null(pdf_page_add(self.arena, &self.pages, 600, 800));
        word(&self, 1, 1, "word");
        assert_grids(&self, "word");
    }
}

/* A table of a label and three narrow columns of figures; digits are 4 points wide. */
static void frame_figures(drawing *self, int top, int bottom)
{
    static const int edges[] = {50, 150, 178, 206, 306};
    for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++)
        line(self, edges[i], top, edges[i], bottom);
    line(self, 50, top, 306, top);
    line(self, 50, bottom, 306, bottom);
}

/* Figures that did not fit are one, after a comma and between digits, centred ones too; figures
 * that stand one below the other although there is room are two. */
static void figures_broken_over_lines(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    frame_figures(&self, 100, 160);
    word(&self, 60, 104, "label");
    word(&self, 157, 104, "46,");
    word(&self, 157, 118, "089");
    word(&self, 184, 104, "1234");
    word(&self, 190, 118, "5");
    word(&self, 210, 104, "46,");
    word(&self, 210, 118, "089");
    assert_grids(&self, "1,1=label 1,2=46,089 1,3=12345 1,4=46,\n089 / ");
}

/* A page ends within such a figure. */
static void figures_broken_over_pages(void **state)
{
    drawing self;
    (void)state;
    begin(&self);
    new_page(&self);
    frame_figures(&self, 700, 740);
    line(&self, 50, 720, 306, 720);
    word(&self, 60, 704, "first");
    word(&self, 164, 704, "7");
    word(&self, 192, 704, "8");
    word(&self, 250, 704, "9");
    word(&self, 60, 727, "second");
    word(&self, 157, 727, "46,");
    word(&self, 184, 727, "1234");
    word(&self, 250, 727, "3");
    base_buf_add_c(&self.svg, "</g></page>");
    new_page(&self);
    frame_figures(&self, 60, 100);
    line(&self, 50, 80, 306, 80);
    word(&self, 157, 62, "089");
    word(&self, 190, 62, "5");
    word(&self, 60, 84, "third");
    word(&self, 164, 84, "1");
    word(&self, 192, 84, "2");
    word(&self, 250, 84, "4");
    assert_grids(&self, "1,1=first 1,2=7 1,3=8 1,4=9 2,1=second 2,2=46,089 2,3=12345 2,4=3 "
                        "3,1=third 3,2=1 3,3=2 3,4=4 / ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(head_of_two_levels),
        cmocka_unit_test(open_sides_and_strips),
        cmocka_unit_test(gaps_are_no_cells),
        cmocka_unit_test(frames_around_prose_are_no_tables),
        cmocka_unit_test(table_over_pages),
        cmocka_unit_test(heads_parted_by_a_page),
        cmocka_unit_test(text_of_a_cell_over_pages),
        cmocka_unit_test(heads_end_with_the_page),
        cmocka_unit_test(figures_broken_over_lines),
        cmocka_unit_test(figures_broken_over_pages),
        cmocka_unit_test(garbage_gives_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
