namespace Verifier.Kernel;

/// <summary>The routine of an RTL_QUERY_REGISTRY_TABLE, as a driver's source sets it.</summary>
public static class QueryRoutines
{
    /// <summary>Sets QueryRoutine to a routine of the driver that runs.</summary>
    public static void SetQueryRoutine(this RtlQueryRegistryTable entry, RTL_QUERY_REGISTRY_ROUTINE? routine) =>
        entry.Pointer.Write(0, OwnerOf(entry).AddressOf(routine));

    // A delegate gets its address in the image of the driver whose code runs.
    private static DriverModel OwnerOf(RtlQueryRegistryTable entry) => entry.Pointer.Machine?.Caller?.Model as DriverModel
        ?? throw new InvalidOperationException("A query routine can be set by the code of a loaded model only.");
}
