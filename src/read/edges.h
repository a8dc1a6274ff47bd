/* read/edges.h: a table's grid from the edges of its rows' cells, for formats that give cells by their
 * position (doc, rtf). Units are twips; the arrays are the caller's. */
#ifndef READ_EDGES_H
#define READ_EDGES_H

#include <stddef.h>
#include <stdint.h>

/* Sorts the edges and joins those nearer than 15 twips; returns how many are left. */
size_t read_edges_join(int32_t *edges, size_t count);
/* The grid column (from 1) that begins at an edge, of edges joined before. */
uint32_t read_edges_column(const int32_t *edges, size_t count, int32_t edge);

#endif
