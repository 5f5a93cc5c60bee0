namespace Verifier.Kernel;

/// <content>The Rtl registry routines. IRQL: PASSIVE_LEVEL.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>
    /// Reports values to query routines, or reads them directly into the driver's memory, as a table of
    /// <see cref="RtlQueryRegistryTable"/> entries says. A string without a buffer gets one that RtlFreeUnicodeString frees.
    /// STATUS_OBJECT_NAME_NOT_FOUND for a key or required value that is not there, an error of a query routine as it is.
    /// </summary>
    public NTSTATUS RtlQueryRegistryValues(
        RTL_REGISTRY relativeTo, Pointer path, RtlQueryRegistryTable queryTable, Pointer context = default, Pointer environment = default) =>
        CallForStatus(RtlRegistryDdis.RtlQueryRegistryValues, (ulong)relativeTo, path, queryTable.Pointer, context, environment);

    /// <summary>Success when the key is there.</summary>
    public NTSTATUS RtlCheckRegistryKey(RTL_REGISTRY relativeTo, Pointer path) =>
        CallForStatus(RtlRegistryDdis.RtlCheckRegistryKey, (ulong)relativeTo, path);

    /// <summary>Makes a key that is not there.</summary>
    public NTSTATUS RtlCreateRegistryKey(RTL_REGISTRY relativeTo, Pointer path) =>
        CallForStatus(RtlRegistryDdis.RtlCreateRegistryKey, (ulong)relativeTo, path);

    /// <summary>Sets a value of a key, which is made if it is not there; names are terminated 16-bit characters.</summary>
    public NTSTATUS RtlWriteRegistryValue(
        RTL_REGISTRY relativeTo, Pointer path, Pointer valueName, REG_TYPE valueType, Pointer valueData, uint valueLength) =>
        CallForStatus(
            RtlRegistryDdis.RtlWriteRegistryValue, (ulong)relativeTo, path, valueName, (ulong)valueType, valueData, valueLength);

    /// <summary>Deletes a value.</summary>
    public NTSTATUS RtlDeleteRegistryValue(RTL_REGISTRY relativeTo, Pointer path, Pointer valueName) =>
        CallForStatus(RtlRegistryDdis.RtlDeleteRegistryValue, (ulong)relativeTo, path, valueName);
}
