namespace Verifier.Kernel;

/// <summary>
/// System threads that drivers create (harness/docs/facts/io.md#work-items-and-threads): a thread object from nonpaged pool, a kernel stack
/// of physical pages, and a driver routine at PASSIVE_LEVEL that ends with PsTerminateSystemThread or by returning.
/// </summary>
internal sealed class SystemThreads(Machine machine)
{
    private const int ObjectBytes = 0x480;

    private const OBJ_ATTRIBUTE_FLAGS NotForThreads =
        OBJ_ATTRIBUTE_FLAGS.OBJ_PERMANENT | OBJ_ATTRIBUTE_FLAGS.OBJ_EXCLUSIVE | OBJ_ATTRIBUTE_FLAGS.OBJ_OPENIF;

    /// <summary>PsCreateSystemThread: the handle, which the driver closes; the thread ends by itself.</summary>
    public NTSTATUS Create(uint access, ulong attributes, ulong routine, ulong context, out ulong handle)
    {
        handle = 0;
        var flags = ObjectAttributes.Read(machine, attributes).Flags;
        if ((flags & NotForThreads) != 0)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        // From Vista on the handle is a kernel handle with any attributes.
        flags |= machine.Profile.Version >= WindowsVersion.Vista ? OBJ_ATTRIBUTE_FLAGS.OBJ_KERNEL_HANDLE : 0;
        var stackPages = KernelStacks.Bytes / machine.Profile.PageSize;
        if (!machine.Stacks.HasRoom || !machine.Physical.TryTake(stackPages))
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        var made = machine.Objects.Create(ObjectKind.Thread, ObjectBytes);
        if (made is null)
        {
            machine.Physical.Return(stackPages);
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Dispatcher.Initialize(made.Body, DispatcherType.Thread, DispatcherHeader.Bytes, 0);
        machine.Resources.Acquired(ResourceKind.Thread, made.Body);
        handle = machine.Handles.Create(made.Body, access, flags);
        machine.Scheduler.Create(
            machine.Images.NameOf(routine),
            isSystem: true,
            () => machine.Executor.Invoke(RoutineKind.Thread, routine, context),
            new ThreadStart(made.Body, routine, () => Ended(made.Body, stackPages)));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>PsTerminateSystemThread: never returns in a system thread of a driver; in any other it refuses.</summary>
    public NTSTATUS Terminate() => machine.Scheduler.Current.StartRoutine == 0
        ? NTSTATUS.STATUS_INVALID_PARAMETER
        : throw ThreadTerminated.Instance;

    /// <summary>
    /// The thread whose object a driver names. The object keeps what it says of the thread after its end, for as long as there are references.
    /// </summary>
    public SimulatedThread? Of(ulong threadObject)
    {
        machine.Memory.Read<byte>(threadObject);
        return machine.Scheduler.FindEver(threadObject);
    }

    /// <summary>KeSetPriorityThread: the priority before.</summary>
    public int SetPriority(ulong threadObject, int priority)
    {
        if (Of(threadObject) is not { } thread)
        {
            return 0;
        }

        var before = thread.Priority;
        thread.Priority = priority;
        return before;
    }

    private void Ended(ulong body, int stackPages)
    {
        machine.Physical.Return(stackPages);
        machine.Resources.Released(ResourceKind.Thread, body);
        machine.Objects.Dereference(body);
    }
}
