/*
 * Plug and play, and the interrupt that START connects.
 */
#pragma once

#include "interrupt.h"

DRIVER_DISPATCH DispatchPnp;
DRIVER_DISPATCH DispatchForward;
IO_DPC_ROUTINE DpcForIsr;
