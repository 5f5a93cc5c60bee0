#include "translator.h"

/* Planted defect: nothing here runs at DISPATCH_LEVEL; the table takes memory that other drivers cannot do without. */
const POOL_TYPE TablePool = NonPagedPoolNx;
