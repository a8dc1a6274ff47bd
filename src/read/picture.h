/* read/picture.h: which pictures leave a block (DOC_IMAGE) and what is known of them.
 *
 * A picture that somebody described leaves a block with the description. One without leaves an
 * empty block if it is large enough to show a table, or of unknown size: logos, seals and QR codes
 * leave none. form/picture.h finds by these blocks the tables that are only pictures. */
#ifndef READ_PICTURE_H
#define READ_PICTURE_H

#include "base/str.h"

/* In points; 0: not known. */
typedef struct read_picture_size {
    double width, height;
} read_picture_size;

/* The description without names that nobody wrote (图片 1, IMG_256, a path): empty for those. */
base_str read_picture_text(base_str description);
/* 1 if a picture with this text (of read_picture_text) leaves a block. */
int read_picture_counts(base_str text, read_picture_size size);
/* A length as CSS, VML and SVG write it ("415.3pt", "17cm", "600": pixels), in points; 0 if it is
 * none, or relative. */
double read_picture_length(base_str text);
/* A length in EMU, as DrawingML writes it, in points. */
double read_picture_emu(base_str text);
/* width and height of a style attribute ("width:415pt;height:200pt"); what it does not say stays.
 */
void read_picture_style(base_str style, read_picture_size *size);

#endif
