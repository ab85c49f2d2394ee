/*
 * The style sheet of pages (document.css), for files that stand alone;
 * HTML_STYLE_HASH, the beginning of its SHA-256, is made with it. What classes it
 * has for widths and heights is said here, for it and for C.
 */
#ifndef HTML_HTML_STYLE_H
#define HTML_HTML_STYLE_H

/* Widths of columns are so many parts of a whole, w1 to w200 and p1 to p200. */
#define HTML_WHOLE 200

/* Heights are h1 to h40, of two millimetres each. */
#define HTML_HEIGHTS 40

/*
 * How wide a table is at least, in ems, at a desk (m) and in the hand (n): so much
 * each screen has, from there on each em has a class, and from HTML_COARSE on each
 * HTML_STEP, up to the widest.
 */
#define HTML_DESK 39
#define HTML_HAND 19
#define HTML_FINE 40
#define HTML_COARSE 44
#define HTML_STEP 4
#define HTML_WIDEST 160

extern const char html_style[];

#endif
