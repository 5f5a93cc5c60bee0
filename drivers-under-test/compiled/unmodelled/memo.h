/*
 * A legacy device that keeps one memo. A write replaces it, a read gives it back. The two drivers differ in what they do when
 * there is no memory for a memo.
 */
#pragma once

#include "wdkcompat.h"

/* Reports that a memo could not be kept. IRQL: PASSIVE_LEVEL. */
VOID
ReportShortage(
    VOID);
