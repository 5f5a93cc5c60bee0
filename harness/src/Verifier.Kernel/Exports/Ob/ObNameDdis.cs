using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>Handles and names of objects that a driver has a pointer to.</summary>
internal static class ObNameDdis
{
    /// <summary>
    /// Opens an object of a type, or any object without one in KernelMode. STATUS_OBJECT_TYPE_MISMATCH, STATUS_INSUFFICIENT_RESOURCES. ZwClose
    /// closes the handle. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi(Family = DdiFamily.Object, Modelled = "no access checks")]
    [Irql(KIRQL.APC_LEVEL)]
    [Fails(FailureShape.Status)]
    public static NTSTATUS ObOpenObjectByPointer(
        Machine machine,
        Pointer @object,
        OBJ_ATTRIBUTE_FLAGS handleAttributes,
        Pointer passedAccessState,
        uint desiredAccess,
        Pointer objectType,
        KPROCESSOR_MODE accessMode,
        Out<ulong> handle)
    {
        var kind = machine.Objects.KindOf(@object);
        var isAnyType = objectType.IsNull && accessMode == KPROCESSOR_MODE.KernelMode;
        if (kind is not null && !isAnyType && (objectType.IsNull || kind != machine.KernelData.KindOfType(objectType)))
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        machine.Memory.Write(handle, machine.Handles.Create(@object, desiredAccess, handleAttributes));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>
    /// The name of an object, as an OBJECT_NAME_INFORMATION: a UNICODE_STRING, empty for an object without a name, and its text behind it.
    /// STATUS_INFO_LENGTH_MISMATCH with the length it needs. IRQL: up to APC_LEVEL.
    /// </summary>
    [Ddi]
    [Irql(KIRQL.APC_LEVEL)]
    public static NTSTATUS ObQueryNameString(
        Machine machine, Pointer @object, Pointer objectNameInfo, uint length, Out<uint> returnLength)
    {
        var name = ObjectNaming.NameOf(machine, @object);
        var text = name.Length == 0 ? string.Empty : name + '\0';
        var needed = (uint)(UnicodeString.Bytes + (text.Length * sizeof(char)));
        machine.Memory.Write(returnLength, needed);
        if (length < needed)
        {
            return NTSTATUS.STATUS_INFO_LENGTH_MISMATCH;
        }

        var buffer = objectNameInfo + UnicodeString.Bytes;
        machine.Memory.CopyTo(buffer, MemoryMarshal.AsBytes(text.AsSpan()));
        _ = new UnicodeString(objectNameInfo)
        {
            Length = (ushort)(name.Length * sizeof(char)),
            MaximumLength = (ushort)(text.Length * sizeof(char)),
            Buffer = name.Length == 0 ? Pointer.Null : buffer,
        };
        return NTSTATUS.STATUS_SUCCESS;
    }
}
