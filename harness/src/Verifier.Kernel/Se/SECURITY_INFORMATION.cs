namespace Verifier.Kernel;

/// <summary>SECURITY_INFORMATION: which parts of a security descriptor are meant.</summary>
[Flags]
public enum SECURITY_INFORMATION : uint
{
    /// <summary>The owner.</summary>
    OWNER_SECURITY_INFORMATION = 1,

    /// <summary>The primary group.</summary>
    GROUP_SECURITY_INFORMATION = 2,

    /// <summary>The discretionary ACL.</summary>
    DACL_SECURITY_INFORMATION = 4,

    /// <summary>The system ACL.</summary>
    SACL_SECURITY_INFORMATION = 8,
}
