/*
 * The style sheet of pages (nginx/www/document.css), for files that stand alone;
 * HTML_STYLE_HASH, the beginning of its SHA-256, is made with it.
 */
#ifndef HTML_HTML_STYLE_H
#define HTML_HTML_STYLE_H

extern const char html_style[];

#endif
