#include "translator.h"

const POOL_TYPE TablePool = PagedPool;
