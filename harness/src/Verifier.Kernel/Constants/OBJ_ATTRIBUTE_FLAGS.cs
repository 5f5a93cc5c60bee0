namespace Verifier.Kernel;

/// <summary>OBJECT_ATTRIBUTES.Attributes (harness/docs/facts/io.md#constants).</summary>
[Flags]
public enum OBJ_ATTRIBUTE_FLAGS : uint
{
    /// <summary>The object stays when its last handle is closed.</summary>
    OBJ_PERMANENT = 0x10,

    /// <summary>One open handle at a time.</summary>
    OBJ_EXCLUSIVE = 0x20,

    /// <summary>Names match in any case.</summary>
    OBJ_CASE_INSENSITIVE = 0x40,

    /// <summary>An object that has the name already is opened.</summary>
    OBJ_OPENIF = 0x80,

    /// <summary>The handle is for kernel mode only.</summary>
    OBJ_KERNEL_HANDLE = 0x200,
}
