namespace Verifier.Kernel;

/// <content>Registry keys and values. IRQL: PASSIVE_LEVEL.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Opens a key; STATUS_OBJECT_NAME_NOT_FOUND when there is none, STATUS_INSUFFICIENT_RESOURCES when memory is short.</summary>
    public NTSTATUS ZwOpenKey(out ulong keyHandle, uint desiredAccess, Pointer objectAttributes)
    {
        using var frame = new StackFrame(Machine);
        var variable = frame.Push(0UL);
        var status = CallForStatus(ZwKeyDdis.ZwOpenKey, variable, desiredAccess, objectAttributes);
        keyHandle = Machine.Memory.Read<ulong>(variable);
        return status;
    }

    /// <summary>Opens a key or makes it below one that is there; failures as for ZwOpenKey.</summary>
    public NTSTATUS ZwCreateKey(
        out ulong keyHandle, uint desiredAccess, Pointer objectAttributes, uint createOptions, out REG_DISPOSITION disposition)
    {
        using var frame = new StackFrame(Machine);
        var (variable, made) = (frame.Push(0UL), frame.Push(0u));
        var status = CallForStatus(ZwKeyDdis.ZwCreateKey, variable, desiredAccess, objectAttributes, 0, 0, createOptions, made);
        keyHandle = Machine.Memory.Read<ulong>(variable);
        disposition = (REG_DISPOSITION)Machine.Memory.Read<uint>(made);
        return status;
    }

    /// <summary>
    /// Reads a value. STATUS_BUFFER_TOO_SMALL when the fixed part does not fit, STATUS_BUFFER_OVERFLOW when only part of the data does;
    /// <paramref name="resultLength"/> is what is needed, in bytes.
    /// </summary>
    public NTSTATUS ZwQueryValueKey(
        ulong keyHandle,
        UnicodeString valueName,
        KEY_VALUE_INFORMATION_CLASS informationClass,
        Pointer information,
        uint length,
        out uint resultLength) =>
        QueryKey(ZwKeyDdis.ZwQueryValueKey, keyHandle, valueName, (ulong)informationClass, information, length, out resultLength);

    /// <summary>Sets a value.</summary>
    public NTSTATUS ZwSetValueKey(ulong keyHandle, UnicodeString valueName, REG_TYPE type, Pointer data, uint dataSize) =>
        CallForStatus(ZwKeyDdis.ZwSetValueKey, keyHandle, valueName, 0, (ulong)type, data, dataSize);

    /// <summary>Deletes a value.</summary>
    public NTSTATUS ZwDeleteValueKey(ulong keyHandle, UnicodeString valueName) =>
        CallForStatus(ZwKeyDdis.ZwDeleteValueKey, keyHandle, valueName);

    /// <summary>Deletes a key without subkeys.</summary>
    public NTSTATUS ZwDeleteKey(ulong keyHandle) => CallForStatus(ZwKeyDdis.ZwDeleteKey, keyHandle);

    /// <summary>The subkey with an index, in order of names; STATUS_NO_MORE_ENTRIES at the end; lengths as for ZwQueryValueKey.</summary>
    public NTSTATUS ZwEnumerateKey(
        ulong keyHandle, uint index, KEY_INFORMATION_CLASS informationClass, Pointer information, uint length, out uint resultLength) =>
        QueryKey(ZwKeyDdis.ZwEnumerateKey, keyHandle, index, (ulong)informationClass, information, length, out resultLength);

    /// <summary>The value with an index; STATUS_NO_MORE_ENTRIES at the end; lengths as for ZwQueryValueKey.</summary>
    public NTSTATUS ZwEnumerateValueKey(
        ulong keyHandle,
        uint index,
        KEY_VALUE_INFORMATION_CLASS informationClass,
        Pointer information,
        uint length,
        out uint resultLength) =>
        QueryKey(ZwKeyDdis.ZwEnumerateValueKey, keyHandle, index, (ulong)informationClass, information, length, out resultLength);

    private NTSTATUS QueryKey(Ddi ddi, ulong handle, ulong which, ulong form, Pointer information, uint length, out uint resultLength)
    {
        using var frame = new StackFrame(Machine);
        var needed = frame.Push(0u);
        var status = CallForStatus(ddi, handle, which, form, information, length, needed);
        resultLength = Machine.Memory.Read<uint>(needed);
        return status;
    }
}
