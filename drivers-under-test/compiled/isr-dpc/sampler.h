/*
 * A sampling device: every interrupt is a sample, which the DPC calibrates by a table; a read goes through StartIo and gives the
 * calibrated value of the latest sample. The two drivers differ in the pool that the table comes from.
 */
#pragma once

#include "interrupt.h"

/* Where the calibration table is allocated. */
extern const POOL_TYPE TablePool;
