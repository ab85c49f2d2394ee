/*
 * The color space that gray is meant in: an ICC profile (ICC.1:2001-04, version
 * 2.1, as PDF/A-1 asks for) of sRGB. Header and primaries are those of IEC
 * 61966-2-1, adapted to D50; the curve has 64 points of its transfer function.
 */
#ifndef PDF_SRGB_H
#define PDF_SRGB_H

#define SRGB_SIZE 580

extern const unsigned char srgb_profile[SRGB_SIZE];

#endif
