namespace Verifier.Kernel;

/// <summary>
/// A query routine of RtlQueryRegistryValues, at PASSIVE_LEVEL: a value's name (NULL for none), type, data and its length in bytes, valid
/// until it returns. An error ends the query, but for STATUS_BUFFER_TOO_SMALL.
/// </summary>
[DriverRoutine]
public delegate NTSTATUS RTL_QUERY_REGISTRY_ROUTINE(
    Pointer valueName, REG_TYPE valueType, Pointer valueData, uint valueLength, Pointer context, Pointer entryContext);

/// <summary>
/// A compare routine of a generic table, at the IRQL of the call: compares the first of two elements' data with the second.
/// </summary>
[DriverRoutine]
public delegate RTL_GENERIC_COMPARE_RESULTS RTL_GENERIC_COMPARE_ROUTINE(Pointer table, Pointer firstStruct, Pointer secondStruct);

/// <summary>An allocate routine of a generic table, at the IRQL of the call: memory for an element, or NULL.</summary>
[DriverRoutine]
public delegate Pointer RTL_GENERIC_ALLOCATE_ROUTINE(Pointer table, uint byteSize);

/// <summary>A free routine of a generic table, at the IRQL of the call: gives an element's memory back.</summary>
[DriverRoutine]
public delegate void RTL_GENERIC_FREE_ROUTINE(Pointer table, Pointer buffer);
