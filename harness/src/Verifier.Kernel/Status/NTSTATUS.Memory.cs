namespace Verifier.Kernel;

// Error codes about memory, quota and other resources. Values: facts/ntstatus.md.
public readonly partial record struct NTSTATUS
{
    /// <summary>The low-resource answer of a driver; also raised by the raising pool calls.</summary>
    public static readonly NTSTATUS STATUS_INSUFFICIENT_RESOURCES = new(0xC000009A);

    /// <summary>No memory (user-style and Rtl allocations).</summary>
    public static readonly NTSTATUS STATUS_NO_MEMORY = new(0xC0000017);

    /// <summary>Process quota exhausted (pool with quota).</summary>
    public static readonly NTSTATUS STATUS_QUOTA_EXCEEDED = new(0xC0000044);

    /// <summary>Page file quota exhausted.</summary>
    public static readonly NTSTATUS STATUS_PAGEFILE_QUOTA = new(0xC0000007);

    /// <summary>Working-set quota too small to lock pages.</summary>
    public static readonly NTSTATUS STATUS_WORKING_SET_QUOTA = new(0xC00000A1);

    /// <summary>Commit limit reached.</summary>
    public static readonly NTSTATUS STATUS_COMMITMENT_LIMIT = new(0xC000012D);

    /// <summary>Server short of storage.</summary>
    public static readonly NTSTATUS STATUS_INSUFF_SERVER_RESOURCES = new(0xC0000205);

    /// <summary>Too many threads.</summary>
    public static readonly NTSTATUS STATUS_TOO_MANY_THREADS = new(0xC0000129);

    /// <summary>Registry size limit.</summary>
    public static readonly NTSTATUS STATUS_REGISTRY_QUOTA_LIMIT = new(0xC0000256);

    /// <summary>Range not allocated.</summary>
    public static readonly NTSTATUS STATUS_MEMORY_NOT_ALLOCATED = new(0xC00000A0);

    /// <summary>Free address is not the base.</summary>
    public static readonly NTSTATUS STATUS_FREE_VM_NOT_AT_BASE = new(0xC000009F);

    /// <summary>Cannot free.</summary>
    public static readonly NTSTATUS STATUS_UNABLE_TO_FREE_VM = new(0xC000001A);

    /// <summary>Range overlaps.</summary>
    public static readonly NTSTATUS STATUS_CONFLICTING_ADDRESSES = new(0xC0000018);

    /// <summary>Page not committed.</summary>
    public static readonly NTSTATUS STATUS_NOT_COMMITTED = new(0xC000002D);

    /// <summary>Pages were not locked.</summary>
    public static readonly NTSTATUS STATUS_NOT_LOCKED = new(0xC000002A);

    /// <summary>The page protection is not a valid one.</summary>
    public static readonly NTSTATUS STATUS_INVALID_PAGE_PROTECTION = new(0xC0000045);

    /// <summary>Address is not a mapped view.</summary>
    public static readonly NTSTATUS STATUS_NOT_MAPPED_VIEW = new(0xC0000019);

    /// <summary>Stack exhausted.</summary>
    public static readonly NTSTATUS STATUS_STACK_OVERFLOW = new(0xC00000FD);

    /// <summary>Buffer size wrong.</summary>
    public static readonly NTSTATUS STATUS_INVALID_BUFFER_SIZE = new(0xC0000206);
}
