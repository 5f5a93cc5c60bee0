namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: what system services are given.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>InitializeObjectAttributes: fills an OBJECT_ATTRIBUTES.</summary>
    public void InitializeObjectAttributes(
        Pointer objectAttributes,
        UnicodeString objectName,
        OBJ_ATTRIBUTE_FLAGS attributes,
        ulong rootDirectory = 0,
        Pointer security = default)
    {
        const int rootOffset = 0x08, nameOffset = 0x10, attributesOffset = 0x18, securityOffset = 0x20, qualityOffset = 0x28;
        objectAttributes.Write(0, SizeOf.OBJECT_ATTRIBUTES);
        objectAttributes.Write(rootOffset, rootDirectory);
        objectAttributes.WritePointer(nameOffset, objectName.Pointer);
        objectAttributes.Write(attributesOffset, (uint)attributes);
        objectAttributes.WritePointer(securityOffset, security);
        objectAttributes.Write(qualityOffset, 0UL);
    }
}
