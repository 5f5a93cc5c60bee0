namespace Verifier.Kernel;

/// <summary>Registry keys and values. IRQL: PASSIVE_LEVEL (harness/docs/facts/memory.md#strings-and-the-registry).</summary>
internal static class ZwKeyDdis
{
    private const string Unchecked = "no access checks, no symbolic links, no security";

    /// <summary>Opens a key; STATUS_OBJECT_NAME_NOT_FOUND when there is none, STATUS_INSUFFICIENT_RESOURCES when memory is short.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = Unchecked)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwOpenKey(Machine machine, Out<ulong> keyHandle, uint desiredAccess, Pointer objectAttributes)
    {
        var status = machine.Keys.Open(ObjectAttributes.Read(machine, objectAttributes), desiredAccess, out var handle);
        if (status.IsSuccess)
        {
            machine.Memory.Write(keyHandle, handle);
        }

        return status;
    }

    /// <summary>Opens a key or makes it below one that is there; failures as for ZwOpenKey.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = Unchecked)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwCreateKey(
        Machine machine,
        Out<ulong> keyHandle,
        uint desiredAccess,
        Pointer objectAttributes,
        uint titleIndex,
        UnicodeString @class,
        uint createOptions,
        Out<REG_DISPOSITION> disposition)
    {
        var status = machine.Keys.Create(ObjectAttributes.Read(machine, objectAttributes), desiredAccess, out var handle, out var made);
        if (!status.IsSuccess)
        {
            return status;
        }

        machine.Memory.Write(keyHandle, handle);
        if (disposition != 0)
        {
            machine.Memory.Write(disposition, (uint)made);
        }

        return status;
    }

    /// <summary>
    /// Reads a value. STATUS_BUFFER_TOO_SMALL when the fixed part does not fit, STATUS_BUFFER_OVERFLOW when only part of the data does;
    /// <paramref name="resultLength"/> is what is needed, in bytes.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwQueryValueKey(
        Machine machine,
        ulong keyHandle,
        UnicodeString valueName,
        KEY_VALUE_INFORMATION_CLASS keyValueInformationClass,
        Pointer keyValueInformation,
        uint length,
        Out<uint> resultLength)
    {
        var status = machine.Keys.Find(keyHandle, out var key);
        if (!status.IsSuccess)
        {
            return status;
        }

        var value = key.Value(ObjectAttributes.ReadName(machine, valueName));
        return value is null
            ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND
            : KeyBuffers.WriteValue(machine, value, keyValueInformationClass, new(keyValueInformation, length, resultLength));
    }

    /// <summary>Sets a value.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = Unchecked)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwSetValueKey(
        Machine machine, ulong keyHandle, UnicodeString valueName, uint titleIndex, REG_TYPE type, Pointer data, uint dataSize)
    {
        var status = machine.Keys.Find(keyHandle, out var key);
        if (status.IsSuccess)
        {
            var bytes = new byte[dataSize];
            machine.Memory.CopyFrom(data, bytes);
            var name = valueName.Pointer.IsNull ? string.Empty : ObjectAttributes.ReadName(machine, valueName);
            var value = new RegistryValue(name, type, bytes);
            machine.Outflow.Add(($@"registry value {key.Path}\{value.Name}", bytes));
            key.Set(value);
        }

        return status;
    }

    /// <summary>Deletes a value.</summary>
    [Ddi(Family = DdiFamily.Object, Modelled = Unchecked)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ZwDeleteValueKey(Machine machine, ulong keyHandle, UnicodeString valueName)
    {
        var status = machine.Keys.Find(keyHandle, out var key);
        if (!status.IsSuccess)
        {
            return status;
        }

        var deleted = key.DeleteValue(ObjectAttributes.ReadName(machine, valueName));
        return deleted ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
    }

    /// <summary>Deletes a key without subkeys.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwDeleteKey(Machine machine, ulong keyHandle)
    {
        var status = machine.Keys.Find(keyHandle, out var key);
        if (!status.IsSuccess)
        {
            return status;
        }

        var deleted = key.Subkeys.Count == 0 && key.Parent is { } parent && parent.Delete(key.Name);
        return deleted ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_CANNOT_DELETE;
    }

    /// <summary>The subkey with an index, in order of names; STATUS_NO_MORE_ENTRIES at the end; lengths as for ZwQueryValueKey.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwEnumerateKey(
        Machine machine,
        ulong keyHandle,
        uint index,
        KEY_INFORMATION_CLASS informationClass,
        Pointer information,
        uint length,
        Out<uint> resultLength)
    {
        var status = machine.Keys.Find(keyHandle, out var key);
        return !status.IsSuccess ? status
            : index >= key.Subkeys.Count ? NTSTATUS.STATUS_NO_MORE_ENTRIES
            : KeyBuffers.WriteKey(machine, key.Subkeys.ElementAt((int)index), informationClass, new(information, length, resultLength));
    }

    /// <summary>A key in one of its forms, its path included; lengths as for ZwQueryValueKey.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwQueryKey(
        Machine machine,
        ulong keyHandle,
        KEY_INFORMATION_CLASS keyInformationClass,
        Pointer keyInformation,
        uint length,
        Out<uint> resultLength)
    {
        var status = machine.Keys.Find(keyHandle, out var key);
        var into = new KeyBuffer(keyInformation, length, resultLength);
        return !status.IsSuccess ? status
            : keyInformationClass == KEY_INFORMATION_CLASS.KeyNameInformation ? KeyBuffers.WriteKeyPath(machine, key, into)
            : KeyBuffers.WriteKey(machine, key, keyInformationClass, into);
    }

    /// <summary>The value with an index; STATUS_NO_MORE_ENTRIES at the end; lengths as for ZwQueryValueKey.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS ZwEnumerateValueKey(
        Machine machine,
        ulong keyHandle,
        uint index,
        KEY_VALUE_INFORMATION_CLASS informationClass,
        Pointer information,
        uint length,
        Out<uint> resultLength)
    {
        var status = machine.Keys.Find(keyHandle, out var key);
        return !status.IsSuccess ? status
            : index >= key.Values.Count ? NTSTATUS.STATUS_NO_MORE_ENTRIES
            : KeyBuffers.WriteValue(machine, key.Values[(int)index], informationClass, new(information, length, resultLength));
    }
}
