/* What sql/embed.awk makes of fonts/tgh8105.txt, the 8,105 characters of 通用规范汉字表. */
#ifndef TYPESET_TGH8105_H
#define TYPESET_TGH8105_H

extern const char tgh8105[];

#endif
