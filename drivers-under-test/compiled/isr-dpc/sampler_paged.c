#include "sampler.h"

/* Planted defect: DPC and StartIo look into the table at DISPATCH_LEVEL, where no page fault can be served. */
const POOL_TYPE TablePool = PagedPool;
