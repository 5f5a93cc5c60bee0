/* The little of the kernel's headers that the fixture needs: its own, so that the debug information stays small. */
typedef int LONG;
typedef struct DRIVER_OBJECT {
    unsigned char Header[0x68];
    void (*DriverUnload)(struct DRIVER_OBJECT *DriverObject);
} DRIVER_OBJECT;

unsigned long DbgPrint(const char *Format, ...);

typedef struct COUNTER {
    LONG Value;
    LONG Limit;
} COUNTER;

/* In a header, so that one routine has lines of two files. */
static __inline__ __attribute__((always_inline)) LONG CounterRoom(const COUNTER *Counter)
{
    return Counter->Limit - Counter->Value;
}
