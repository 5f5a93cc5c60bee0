/*
 * A translator of text by a large table: no interrupt, no DPC, no spin lock. Everything happens at PASSIVE_LEVEL, or at APC_LEVEL with
 * the fast mutex held. The two drivers differ in the pool that the table comes from.
 */
#pragma once

#include "wdkcompat.h"

/* Where the table is allocated. */
extern const POOL_TYPE TablePool;
