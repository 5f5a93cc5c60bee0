namespace Verifier.Kernel;

// Error codes that are raised as exceptions or by synchronisation objects. Values: facts/ntstatus.md.
public readonly partial record struct NTSTATUS
{
    /// <summary>Bad address (also raised by probes).</summary>
    public static readonly NTSTATUS STATUS_ACCESS_VIOLATION = new(0xC0000005);

    /// <summary>Page could not be read.</summary>
    public static readonly NTSTATUS STATUS_IN_PAGE_ERROR = new(0xC0000006);

    /// <summary>Illegal opcode.</summary>
    public static readonly NTSTATUS STATUS_ILLEGAL_INSTRUCTION = new(0xC000001D);

    /// <summary>Privileged opcode.</summary>
    public static readonly NTSTATUS STATUS_PRIVILEGED_INSTRUCTION = new(0xC0000096);

    /// <summary>Division by zero.</summary>
    public static readonly NTSTATUS STATUS_INTEGER_DIVIDE_BY_ZERO = new(0xC0000094);

    /// <summary>Integer overflow.</summary>
    public static readonly NTSTATUS STATUS_INTEGER_OVERFLOW = new(0xC0000095);

    /// <summary>Bound check failed.</summary>
    public static readonly NTSTATUS STATUS_ARRAY_BOUNDS_EXCEEDED = new(0xC000008C);

    /// <summary>Continued a non-continuable exception.</summary>
    public static readonly NTSTATUS STATUS_NONCONTINUABLE_EXCEPTION = new(0xC0000025);

    /// <summary>Locked instruction misuse.</summary>
    public static readonly NTSTATUS STATUS_INVALID_LOCK_SEQUENCE = new(0xC000001E);

    /// <summary>Mutex released by a non-owner.</summary>
    public static readonly NTSTATUS STATUS_MUTANT_NOT_OWNED = new(0xC0000046);

    /// <summary>Mutex recursion limit.</summary>
    public static readonly NTSTATUS STATUS_MUTANT_LIMIT_EXCEEDED = new(0xC0000191);

    /// <summary>Semaphore over its limit.</summary>
    public static readonly NTSTATUS STATUS_SEMAPHORE_LIMIT_EXCEEDED = new(0xC0000047);

    /// <summary>ERESOURCE released by a non-owner.</summary>
    public static readonly NTSTATUS STATUS_RESOURCE_NOT_OWNED = new(0xC0000264);

    /// <summary>Time-out treated as deadlock.</summary>
    public static readonly NTSTATUS STATUS_POSSIBLE_DEADLOCK = new(0xC0000194);

    /// <summary>No handler took it.</summary>
    public static readonly NTSTATUS STATUS_UNHANDLED_EXCEPTION = new(0xC0000144);

    /// <summary>Assertion failed.</summary>
    public static readonly NTSTATUS STATUS_ASSERTION_FAILURE = new(0xC0000420);
}
