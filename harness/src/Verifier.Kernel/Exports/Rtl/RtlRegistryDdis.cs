namespace Verifier.Kernel;

/// <summary>The Rtl registry routines. IRQL: PASSIVE_LEVEL.</summary>
internal static class RtlRegistryDdis
{
    /// <summary>
    /// Reports values to query routines, or reads them directly into the driver's memory, as a table of
    /// <see cref="RtlQueryRegistryTable"/> entries says. A string without a buffer gets one that RtlFreeUnicodeString frees.
    /// STATUS_OBJECT_NAME_NOT_FOUND for a key or required value that is not there, an error of a query routine as it is.
    /// </summary>
    [Ddi(
        Family = DdiFamily.Object,
        Modelled = "no environment: variables in a REG_EXPAND_SZ stay as they are written",
        Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status, Status = nameof(NTSTATUS.STATUS_NO_MEMORY))]
    public static IEnumerator<KernelAction> RtlQueryRegistryValues(
        Machine machine,
        RTL_REGISTRY relativeTo,
        Pointer path,
        RtlQueryRegistryTable queryTable,
        Pointer context = default,
        Pointer environment = default) => machine.RegistryQuery.Read(relativeTo, path, queryTable.Pointer, context);

    /// <summary>Success when the key is there.</summary>
    /// <remarks>A handle is closed by being checked, which the page of the routine warns of.</remarks>
    [Ddi(Returns = typeof(NTSTATUS))]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static IEnumerator<KernelAction> RtlCheckRegistryKey(Machine machine, RTL_REGISTRY relativeTo, Pointer path)
    {
        var status = machine.RegistryQuery.FindKey(relativeTo, path, out _);
        if (status.IsSuccess && (relativeTo & RTL_REGISTRY.RTL_REGISTRY_HANDLE) != 0)
        {
            yield return KernelAction.Run(machine.Handles.Close(path));
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    /// <summary>Makes a key that is not there.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS RtlCreateRegistryKey(Machine machine, RTL_REGISTRY relativeTo, Pointer path) =>
        FindOrCreate(machine, relativeTo, path, out _);

    /// <summary>Sets a value of a key, which is made if it is not there; names are terminated 16-bit characters.</summary>
    [Ddi(Family = DdiFamily.Object)]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS RtlWriteRegistryValue(
        Machine machine,
        RTL_REGISTRY relativeTo,
        Pointer path,
        Pointer valueName,
        REG_TYPE valueType,
        Pointer valueData,
        uint valueLength)
    {
        var status = FindOrCreate(machine, relativeTo, path, out var key);
        if (status.IsSuccess)
        {
            var data = new byte[valueLength];
            machine.Memory.CopyFrom(valueData, data);
            var value = new RegistryValue(CountedString.ReadTerminated(machine, valueName, isWide: true), valueType, data);
            machine.Outflow.Add(($@"registry value {key.Path}\{value.Name}", data));
            key.Set(value);
        }

        return status;
    }

    /// <summary>Deletes a value.</summary>
    [Ddi]
    [Irql(KIRQL.PASSIVE_LEVEL)]
    public static NTSTATUS RtlDeleteRegistryValue(Machine machine, RTL_REGISTRY relativeTo, Pointer path, Pointer valueName)
    {
        var status = machine.RegistryQuery.FindKey(relativeTo, path, out var key);
        if (!status.IsSuccess)
        {
            return status;
        }

        var deleted = key.DeleteValue(CountedString.ReadTerminated(machine, valueName, isWide: true));
        return deleted ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
    }

    // Only the last key of a path is made; the others must be there.
    private static NTSTATUS FindOrCreate(Machine machine, RTL_REGISTRY relativeTo, ulong path, out RegistryKey key)
    {
        var status = machine.RegistryQuery.FindKey(relativeTo, path, out key);
        if (status != NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND || machine.RegistryQuery.PathOf(relativeTo, path) is not { } full
            || !machine.Registry.TryFindParent(full, from: null, out var parent, out var name))
        {
            return status;
        }

        key = parent.Create(name);
        return NTSTATUS.STATUS_SUCCESS;
    }
}
