/* OLE2 containers made by hand: one FAT sector, a directory, streams in sectors and mini sectors. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "read/ole.h"
#include "read/read.h"

#define SECTOR 512u
#define SECTORS 8u
#define FREE 0xFFFFFFFFu
#define END 0xFFFFFFFEu

typedef struct file {
    unsigned char bytes[SECTOR * (SECTORS + 1)];
} file;

static void put16(unsigned char *at, unsigned value)
{
    at[0] = (unsigned char)value;
    at[1] = (unsigned char)(value >> 8);
}

static void put32(unsigned char *at, unsigned value)
{
    put16(at, value & 0xFFFF);
    put16(at + 2, value >> 16);
}

static unsigned char *sector(file *made, unsigned number)
{
    return made->bytes + (number + 1) * SECTOR;
}

static void entry(file *made, unsigned index, const char *name, int type, unsigned start,
                  unsigned size, unsigned right, unsigned child)
{
    unsigned char *at = sector(made, 1) + 128 * index;
    for (size_t i = 0; name[i] != '\0'; i++)
        at[2 * i] = (unsigned char)name[i];
    put16(at + 0x40, 2 * ((unsigned)strlen(name) + 1));
    at[0x42] = (unsigned char)type;
    put32(at + 0x44, FREE);
    put32(at + 0x48, right);
    put32(at + 0x4C, child);
    put32(at + 0x74, start);
    put32(at + 0x78, size);
}

/* Sector 0 FAT, 1 directory, 2 mini FAT, 3 mini stream, 4 and 5 the stream "Big". */
static void make(file *made)
{
    memset(made, 0, sizeof(*made));
    memcpy(made->bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    put16(made->bytes + 0x1E, 9);
    put16(made->bytes + 0x20, 6);
    put32(made->bytes + 0x2C, 1);
    put32(made->bytes + 0x30, 1);
    put32(made->bytes + 0x38, 600);
    put32(made->bytes + 0x3C, 2);
    put32(made->bytes + 0x44, END);
    for (unsigned i = 0; i < 109; i++)
        put32(made->bytes + 0x4C + 4 * i, i == 0 ? 0 : FREE);
    for (unsigned i = 0; i < 128; i++)
        put32(sector(made, 0) + 4 * i, FREE);
    static const unsigned chain[] = {0xFFFFFFFDu, END, END, END, 5, END};
    for (unsigned i = 0; i < 6; i++)
        put32(sector(made, 0) + 4 * i, chain[i]);
    for (unsigned i = 0; i < 128; i++)
        put32(sector(made, 2) + 4 * i, FREE);
    put32(sector(made, 2), 1);
    put32(sector(made, 2) + 4, END);
    entry(made, 0, "Root Entry", 5, 3, 128, FREE, 1);
    entry(made, 1, "Small", 2, 0, 100, 2, FREE);
    entry(made, 2, "Big", 2, 4, 700, FREE, FREE);
    memset(sector(made, 3), 'm', 100);
    memset(sector(made, 4), 'b', 700);
}

static base_str all(const file *made)
{
    return base_str_n((const char *)made->bytes, sizeof(made->bytes));
}

static void reads_streams_of_both_sizes(void **state)
{
    base_arena *arena = base_arena_new(0);
    read_ole ole;
    base_str small, big;
    file made;
    (void)state;
    make(&made);
    assert_int_equal(read_ole_open(arena, all(&made), &ole, NULL), 0);
    assert_int_equal(ole.count, 2);
    assert_null(read_ole_find(&ole, "absent"));
    assert_int_equal(read_ole_stream(arena, &ole, read_ole_find(&ole, "SMALL"), &small, NULL), 0);
    assert_int_equal(read_ole_stream(arena, &ole, read_ole_find(&ole, "Big"), &big, NULL), 0);
    assert_int_equal(small.len, 100);
    assert_int_equal(big.len, 700);
    assert_int_equal(small.ptr[99], 'm');
    assert_int_equal(big.ptr[699], 'b');
    assert_false(ole.truncated);
    base_arena_free(arena);
}

/* The last sector may end with its data. */
static void cut_off_only_if_data_is_missing(void **state)
{
    static const struct {
        size_t length;
        int truncated;
    } cases[] = {{SECTOR * 7, 0}, {SECTOR * 6 + 188, 0}, {SECTOR * 6 + 187, 1}, {SECTOR * 6, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        base_arena *arena = base_arena_new(0);
        read_ole ole;
        base_str big;
        file made;
        make(&made);
        base_str bytes = base_str_n((const char *)made.bytes, cases[i].length);
        assert_int_equal(read_ole_open(arena, bytes, &ole, NULL), 0);
        assert_int_equal(read_ole_stream(arena, &ole, read_ole_find(&ole, "Big"), &big, NULL), 0);
        assert_int_equal(ole.truncated, cases[i].truncated);
        base_arena_free(arena);
    }
}

static void tells_loops_of_sectors(void **state)
{
    base_arena *arena = base_arena_new(0);
    hecha_err err = {0};
    read_ole ole;
    base_str big;
    file made;
    (void)state;
    make(&made);
    put32(sector(&made, 0) + 4 * 5, 4);
    assert_int_equal(read_ole_open(arena, all(&made), &ole, &err), 0);
    assert_int_equal(read_ole_stream(arena, &ole, read_ole_find(&ole, "Big"), &big, &err),
                     HECHA_E_FORMAT);
    assert_true(strlen(err.text) > 0);
    make(&made);
    put32(sector(&made, 0) + 4 * 1, 1); /* the directory */
    assert_int_equal(read_ole_open(arena, all(&made), &ole, &err), HECHA_E_FORMAT);
    make(&made);
    put32(sector(&made, 1) + 128 * 2 + 0x48, 1); /* the tree of entries */
    assert_int_equal(read_ole_open(arena, all(&made), &ole, &err), 0);
    assert_int_equal(ole.count, 2);
    base_arena_free(arena);
}

/* Every length and every byte changed: an error or a result, and nothing read outside. */
static void survives_damage(void **state)
{
    file made;
    (void)state;
    for (size_t length = 0; length < sizeof(made.bytes); length += 7) {
        make(&made);
        char *copy = malloc(length + 1);
        assert_non_null(copy);
        memcpy(copy, made.bytes, length);
        base_arena *arena = base_arena_new(0);
        read_ole ole;
        base_str text;
        if (read_ole_open(arena, base_str_n(copy, length), &ole, NULL) == 0)
            for (size_t i = 0; i < ole.count; i++)
                read_ole_stream(arena, &ole, &ole.entries[i], &text, NULL);
        base_arena_free(arena);
        free(copy);
    }
    for (size_t at = 8; at < 3 * SECTOR; at++) {
        base_arena *arena = base_arena_new(0);
        read_ole ole;
        base_str text;
        make(&made);
        made.bytes[at] ^= (unsigned char)(0x81 + at % 7);
        if (read_ole_open(arena, all(&made), &ole, NULL) == 0)
            for (size_t i = 0; i < ole.count; i++)
                read_ole_stream(arena, &ole, &ole.entries[i], &text, NULL);
        base_arena_free(arena);
    }
}

static void refuses_what_it_is_not(void **state)
{
    read_input input = {0};
    doc *document;
    hecha_err err = {0};
    file made;
    (void)state;
    make(&made);
    input.bytes = all(&made);
    assert_int_equal(read_document(&input, &document, &err), HECHA_E_UNSUPPORTED);
    make(&made);
    entry(&made, 1, "EncryptedPackage", 2, 0, 100, 2, FREE);
    assert_int_equal(read_document(&input, &document, &err), HECHA_E_ENCRYPTED);
    make(&made);
    entry(&made, 1, "WordDocument", 2, 0, 100, 2, FREE);
    put16(sector(&made, 3), 0xA5DC); /* Word 6 */
    assert_int_equal(read_document(&input, &document, &err), HECHA_E_UNSUPPORTED);
    put16(sector(&made, 3), 0xA5EC);
    put16(sector(&made, 3) + 0x0A, 0x0100);
    assert_int_equal(read_document(&input, &document, &err), HECHA_E_ENCRYPTED);
    put16(sector(&made, 3) + 0x0A, 0);
    assert_int_equal(read_document(&input, &document, &err), HECHA_E_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_streams_of_both_sizes),
        cmocka_unit_test(cut_off_only_if_data_is_missing),
        cmocka_unit_test(tells_loops_of_sectors),
        cmocka_unit_test(survives_damage),
        cmocka_unit_test(refuses_what_it_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
