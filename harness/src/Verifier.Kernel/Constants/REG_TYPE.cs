namespace Verifier.Kernel;

/// <summary>The type of a registry value.</summary>
public enum REG_TYPE : uint
{
    /// <summary>No type.</summary>
    REG_NONE = 0,

    /// <summary>Terminated 16-bit characters.</summary>
    REG_SZ = 1,

    /// <summary>REG_SZ with environment variables.</summary>
    REG_EXPAND_SZ = 2,

    /// <summary>Bytes.</summary>
    REG_BINARY = 3,

    /// <summary>32 bits.</summary>
    REG_DWORD = 4,

    /// <summary>Terminated strings one after the other, and an empty one.</summary>
    REG_MULTI_SZ = 7,

    /// <summary>64 bits.</summary>
    REG_QWORD = 11,
}
