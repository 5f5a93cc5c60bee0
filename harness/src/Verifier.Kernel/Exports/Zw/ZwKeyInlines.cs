namespace Verifier.Kernel;

/// <content>Registry routines without those of their parameters that drivers leave at zero.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>ZwCreateKey without a title index and a class.</summary>
    public NTSTATUS ZwCreateKey(
        out ulong keyHandle, uint desiredAccess, Pointer objectAttributes, uint createOptions, out REG_DISPOSITION disposition) =>
        ZwCreateKey(out keyHandle, desiredAccess, objectAttributes, titleIndex: 0, default, createOptions, out disposition);

    /// <summary>ZwSetValueKey without a title index.</summary>
    public NTSTATUS ZwSetValueKey(ulong keyHandle, UnicodeString valueName, REG_TYPE type, Pointer data, uint dataSize) =>
        ZwSetValueKey(keyHandle, valueName, titleIndex: 0, type, data, dataSize);
}
