#include "sampler.h"

const POOL_TYPE TablePool = NonPagedPoolNx;
