namespace Verifier.Kernel;

/// <summary>OBJECT_ATTRIBUTES.Attributes (facts/wdm-io.md §7).</summary>
[Flags]
public enum OBJ_ATTRIBUTE_FLAGS : uint
{
    /// <summary>Names match in any case.</summary>
    OBJ_CASE_INSENSITIVE = 0x40,

    /// <summary>The handle is for kernel mode only.</summary>
    OBJ_KERNEL_HANDLE = 0x200,
}
