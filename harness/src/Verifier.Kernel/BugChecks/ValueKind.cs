namespace Verifier.Kernel;

/// <summary>The kind of value that a bug check parameter holds, which decides how it is shown.</summary>
public enum ValueKind
{
    /// <summary>Nothing: the parameter is reserved.</summary>
    Reserved,

    /// <summary>A number, shown in hexadecimal.</summary>
    Value,

    /// <summary>An address, shown in hexadecimal.</summary>
    Address,

    /// <summary>A size in bytes, shown in decimal.</summary>
    Bytes,

    /// <summary>A count, shown in decimal.</summary>
    Count,

    /// <summary>A count that may be negative, shown in decimal.</summary>
    Signed,

    /// <summary>An IRQL, shown with its name.</summary>
    Irql,

    /// <summary>A POOL_TYPE, shown with its name.</summary>
    PoolType,

    /// <summary>A pool tag, shown as its characters.</summary>
    Tag,

    /// <summary>An NTSTATUS or exception code, shown with its name.</summary>
    Status,

    /// <summary>0 read, 1 write, 2 or 8 execute.</summary>
    Access,

    /// <summary>As bug check 0x50 counts since Windows 10: 0 read, 1 or 2 write, 8 or 16 execute.</summary>
    FaultAccess,
}
