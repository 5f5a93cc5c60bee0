namespace Verifier.Kernel;

/// <summary>Windows versions in the order they appeared, so that "since Vista" is a comparison.</summary>
public enum WindowsVersion
{
    /// <summary>Windows 2000.</summary>
    Windows2000,

    /// <summary>Windows XP.</summary>
    WindowsXP,

    /// <summary>Windows Server 2003.</summary>
    Server2003,

    /// <summary>Windows Vista and Server 2008.</summary>
    Vista,

    /// <summary>Windows 7.</summary>
    Windows7,

    /// <summary>Windows 8.</summary>
    Windows8,

    /// <summary>Windows 8.1.</summary>
    Windows81,

    /// <summary>Windows 10 before version 2004.</summary>
    Windows10,

    /// <summary>Windows 10 version 2004, which brought ExAllocatePool2.</summary>
    Windows10_2004,

    /// <summary>Windows 11.</summary>
    Windows11,

    /// <summary>Windows 11 version 22H2.</summary>
    Windows11_22H2,
}
