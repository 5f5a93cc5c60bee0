namespace Verifier.Kernel;

/// <summary>
/// Handles. Kernel handles have their upper bits set and are valid everywhere; the others belong to the process in which they were made.
/// A number is used once in a run, so that a handle closed twice is never that of another object.
/// </summary>
internal sealed class HandleTable(Machine machine)
{
    public const ulong CurrentProcess = ulong.MaxValue;
    public const ulong CurrentThread = ulong.MaxValue - 1;

    private const ulong KernelBits = 0xFFFF_FFFF_8000_0000;

    private readonly Dictionary<ulong, HandleEntry> _handles = [];
    private readonly HashSet<ulong> _madeForDrivers = [];
    private ulong _next;

    /// <summary>Open handles, for the census.</summary>
    public int Count => _handles.Count;

    /// <summary>A handle to an object, which it references; the calling driver has to close it.</summary>
    public ulong Create(ulong body, uint access, OBJ_ATTRIBUTE_FLAGS attributes, Func<IEnumerator<KernelAction>>? closing = null)
    {
        var isKernel = (attributes & OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE) != 0;
        _next += 4;
        var handle = isKernel ? KernelBits | _next : _next;
        machine.Objects.Reference(body);
        if (machine.Objects.Find(body) is { } known)
        {
            known.HandleCount++;
        }

        _handles.Add(handle, new HandleEntry(body, access, isKernel, machine.CurrentProcess) { Closing = closing });
        if (machine.Caller is { IsKernel: false })
        {
            _madeForDrivers.Add(handle);
        }

        machine.Resources.Acquired(ResourceKind.Handle, handle);
        return handle;
    }

    /// <summary>The handle as the running thread may use it; null when there is none.</summary>
    public HandleEntry? Find(ulong handle) =>
        _handles.TryGetValue(handle, out var entry) && (entry.IsKernel || entry.Process == machine.CurrentProcess) ? entry : null;

    /// <summary>
    /// The sequence of ZwClose. An invalid kernel handle is 0x93, others are with Miscellaneous Checks
    /// (harness/docs/facts/driver-verifier.md#other-options).
    /// </summary>
    public IEnumerator<KernelAction> Close(ulong handle)
    {
        if (Find(handle) is not { } entry)
        {
            machine.Scheduler.Current.Result = RefuseToClose(handle).Value;
            yield break;
        }

        _handles.Remove(handle);
        machine.Resources.Released(ResourceKind.Handle, handle);
        if (entry.Closing is { } closing)
        {
            yield return KernelAction.Run(closing());
        }

        if (machine.Objects.Find(entry.Object) is { } known)
        {
            known.HandleCount--;
        }

        machine.Objects.Dereference(entry.Object);
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_SUCCESS.Value;
    }

    /// <summary>ObReferenceObjectByHandle: the object, referenced for the caller.</summary>
    public NTSTATUS Reference(ulong handle, uint access, ObjectKind? kind, KPROCESSOR_MODE mode, out ulong body)
    {
        body = handle switch
        {
            CurrentProcess => machine.CurrentProcess,
            CurrentThread => machine.Scheduler.Current.ThreadObject,
            _ => Find(handle)?.Object ?? 0,
        };
        if (body == 0)
        {
            ReportInvalid(handle, kind, mode);
            return NTSTATUS.STATUS_INVALID_HANDLE;
        }

        if (kind is { } wanted && machine.Objects.KindOf(body) != wanted)
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
        }

        var status = CheckAccess(handle, access, mode);
        if (status.IsSuccess)
        {
            machine.Objects.ReferenceForCaller(body);
        }

        return status;
    }

    public void Reset()
    {
        _handles.Clear();
        _madeForDrivers.Clear();
        _next = 0;
    }

    private NTSTATUS CheckAccess(ulong handle, uint access, KPROCESSOR_MODE mode)
    {
        if (Find(handle) is not { } entry)
        {
            return NTSTATUS.STATUS_SUCCESS;
        }

        if (mode == KPROCESSOR_MODE.UserMode)
        {
            return entry.IsKernel ? NTSTATUS.STATUS_INVALID_HANDLE
                : (access & ~entry.GrantedAccess) != 0 ? NTSTATUS.STATUS_ACCESS_DENIED
                : NTSTATUS.STATUS_SUCCESS;
        }

        if (!entry.IsKernel && entry.Process != machine.KernelData.SystemProcess)
        {
            var text = $"The user handle 0x{handle:X} is referenced as KernelMode, which checks no access.";
            Report(Stops.DriverVerifier.UserHandleAsKernel(handle, entry.Process, 0), text, DriverVerifierOptions.MiscellaneousChecks);
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private NTSTATUS RefuseToClose(ulong handle)
    {
        const ulong invalid = 1;
        var isKernel = (handle & KernelBits) == KernelBits;
        if (handle != 0 && (isKernel || machine.Verifies(DriverVerifierOptions.MiscellaneousChecks)))
        {
            throw machine.BugCheck(Stops.InvalidKernelHandle(handle, invalid, 0), $"The handle 0x{handle:X} was closed but is not open.");
        }

        return NTSTATUS.STATUS_INVALID_HANDLE;
    }

    private void ReportInvalid(ulong handle, ObjectKind? kind, KPROCESSOR_MODE mode)
    {
        if (MayBeOfApplication(handle, mode))
        {
            return;
        }

        var type = kind is { } wanted ? machine.KernelData.ObjectType((int)wanted) : 0;
        if (handle == 0)
        {
            Report(Stops.DriverVerifier.NullHandleReferenced(handle, type), "ObReferenceObjectByHandle was given the NULL handle.");
        }
        else
        {
            Report(
                Stops.DriverVerifier.InvalidHandleReferenced(handle, type),
                $"ObReferenceObjectByHandle was given 0x{handle:X}, which is no open handle.");
        }
    }

    // An application may pass any number as a handle. The driver has done its duty when it refers to it as UserMode in that application's
    // thread and looks at the status ("ObReferenceObjectByHandle function (wdm.h)"); a handle that drivers made is theirs to know.
    private bool MayBeOfApplication(ulong handle, KPROCESSOR_MODE mode) =>
        mode == KPROCESSOR_MODE.UserMode && machine.CurrentProcess != machine.KernelData.SystemProcess && !_madeForDrivers.Contains(handle);

    private void Report(BugCheck stop, string text, DriverVerifierOptions option = DriverVerifierOptions.None) =>
        machine.Violate(new ProtocolViolation(stop, text), option);
}
