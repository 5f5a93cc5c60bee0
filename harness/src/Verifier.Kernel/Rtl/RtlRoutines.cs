namespace Verifier.Kernel;

/// <summary>
/// A query routine of RtlQueryRegistryValues, at PASSIVE_LEVEL: a value's name (NULL for none), type, data and its length in bytes, valid
/// until it returns. An error ends the query, but for STATUS_BUFFER_TOO_SMALL.
/// </summary>
[DriverRoutine]
public delegate NTSTATUS RTL_QUERY_REGISTRY_ROUTINE(
    Pointer valueName, REG_TYPE valueType, Pointer valueData, uint valueLength, Pointer context, Pointer entryContext);
