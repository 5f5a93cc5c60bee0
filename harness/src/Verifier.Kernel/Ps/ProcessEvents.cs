namespace Verifier.Kernel;

/// <summary>
/// Processes, threads and images as the routines that are registered for them are told: at PASSIVE_LEVEL in a critical region, on the
/// thread that runs. Each sequence's result is a status; how many routines were called is in <see cref="Called"/>.
/// </summary>
internal sealed class ProcessEvents(Machine machine)
{
    private const uint FileOpenNameAvailable = 1;
    private const uint AddressingMode = 3;
    private const uint SystemModeImage = 0x100;
    private const ulong FirstThread = 0x2000;
    private const int ImageBytes = 0x1000;

    private static readonly PoolTag Tag = "PsNt";

    private readonly Dictionary<ulong, ulong> _parents = [];
    private ulong _nextThread = FirstThread;

    /// <summary>Number of routines that were told of the latest event.</summary>
    public int Called { get; private set; }

    /// <summary>True if a routine is registered.</summary>
    public bool IsAnybodyToldOf(NotifyKind kind) => machine.NotifyRoutines.Of(kind).Count > 0;

    /// <summary>
    /// A process is created, by the running thread's. The result is what a routine wrote into CreationStatus, if that is an error.
    /// </summary>
    public IEnumerator<KernelAction> CreateProcess(string image, string? commandLine)
    {
        var parent = machine.KernelData.IdOf(machine.CurrentProcess);
        var process = machine.KernelData.ProcessOf(image);
        var id = machine.KernelData.IdOf(process);
        _parents[process] = parent;
        var info = Describe(parent, $@"\??\C:\{image}", commandLine ?? image);
        if (info.IsNull)
        {
            return NoMemory();
        }

        return Tell(
            NotifyKind.Process,
            routine => routine.IsExtended
                ? KernelAction.Invoke(RoutineKind.Notification, routine.Routine, process, id, info.Pointer)
                : KernelAction.Invoke(RoutineKind.Notification, routine.Routine, parent, id, 1),
            () =>
            {
                var status = info.CreationStatus;
                machine.Pool.FreeForKernel(info.Pointer);
                return status;
            });
    }

    /// <summary>A process exits.</summary>
    public IEnumerator<KernelAction> ExitProcess(string image)
    {
        var process = machine.KernelData.ProcessOf(image);
        var (id, parent) = (machine.KernelData.IdOf(process), _parents.GetValueOrDefault(process, machine.KernelData.IdOf(machine.KernelData.SystemProcess)));
        return Tell(
            NotifyKind.Process,
            routine => routine.IsExtended
                ? KernelAction.Invoke(RoutineKind.Notification, routine.Routine, process, id)
                : KernelAction.Invoke(RoutineKind.Notification, routine.Routine, parent, id),
            Success);
    }

    /// <summary>A thread of a process is created.</summary>
    public IEnumerator<KernelAction> CreateThread(string image)
    {
        _nextThread += 4;
        return TellOfThread(image, create: true);
    }

    /// <summary>The thread that was created last ends.</summary>
    public IEnumerator<KernelAction> ExitThread(string image) => TellOfThread(image, create: false);

    /// <summary>An image is mapped into a process, or, with a null process, a driver's into the system.</summary>
    public IEnumerator<KernelAction> LoadImage(string path, string? process)
    {
        var block = machine.Pool.AllocateForKernel(
            POOL_TYPE.PagedPool, ImageInfo.Bytes + UnicodeString.Bytes + (ulong)(sizeof(char) * path.Length), Tag);
        if (block == 0)
        {
            return NoMemory();
        }

        var isSystem = process is null;
        var image = isSystem ? machine.Images.Kernel.Range.Address : machine.User.Allocate(ImageBytes, atStartOfPage: true);
        var info = new ImageInfo(machine, block)
        {
            Properties = AddressingMode | (isSystem ? SystemModeImage : 0),
            ImageBase = new Pointer(machine, image),
            ImageSize = isSystem ? (ulong)machine.Images.Kernel.Range.Length : ImageBytes,
        };
        var name = block + ImageInfo.Bytes;
        KernelText.Write(machine, name, name + UnicodeString.Bytes, path);
        var id = isSystem ? 0 : machine.KernelData.IdOf(machine.KernelData.ProcessOf(process));
        return Tell(
            NotifyKind.Image,
            routine => KernelAction.Invoke(RoutineKind.Notification, routine.Routine, name, id, info.Pointer),
            () =>
            {
                machine.Pool.FreeForKernel(block);
                if (!isSystem)
                {
                    machine.User.Free(image);
                }

                return NTSTATUS.STATUS_SUCCESS;
            });
    }

    public void Reset()
    {
        (Called, _nextThread) = (0, FirstThread);
        _parents.Clear();
    }

    private IEnumerator<KernelAction> TellOfThread(string image, bool create)
    {
        var process = machine.KernelData.IdOf(machine.KernelData.ProcessOf(image));
        return Tell(
            NotifyKind.Thread,
            routine => KernelAction.Invoke(RoutineKind.Notification, routine.Routine, process, _nextThread, create ? 1UL : 0),
            Success);
    }

    private static NTSTATUS Success() => NTSTATUS.STATUS_SUCCESS;

    private IEnumerator<KernelAction> Tell(NotifyKind kind, Func<NotifyRoutine, KernelAction> call, Func<NTSTATUS> end)
    {
        Called = 0;
        foreach (var routine in machine.NotifyRoutines.Of(kind))
        {
            routine.Running++;
            machine.CriticalRegions.Enter();
            yield return call(routine);
            IrqlReturn.Verify(machine, routine.Routine, KIRQL.PASSIVE_LEVEL);
            machine.CriticalRegions.Leave();
            routine.Running--;
            Called++;
        }

        machine.Scheduler.Current.Result = end().Value;
    }

    private IEnumerator<KernelAction> NoMemory()
    {
        Called = 0;
        machine.NoteShortage();
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value;
        yield break;
    }

    // One block: the information, the file object, two strings and their characters.
    private PsCreateNotifyInfo Describe(ulong parent, string path, string commandLine)
    {
        const ulong fixedBytes = PsCreateNotifyInfo.Bytes + FileObject.Bytes + (2UL * UnicodeString.Bytes);
        var characters = (ulong)(sizeof(char) * (path.Length + commandLine.Length));
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, fixedBytes + characters, Tag);
        if (block == 0)
        {
            return default;
        }

        machine.Memory.Fill(block, fixedBytes, 0);
        var file = new FileObject(machine, block + PsCreateNotifyInfo.Bytes) { Type = IO_TYPE.IO_TYPE_FILE, Size = FileObject.Bytes };
        var image = block + PsCreateNotifyInfo.Bytes + FileObject.Bytes;
        var command = image + UnicodeString.Bytes;
        var text = block + fixedBytes;
        KernelText.Write(machine, image, text, path);
        KernelText.Write(machine, file.FileName, text, path);
        KernelText.Write(machine, command, text + (ulong)(sizeof(char) * path.Length), commandLine);
        return new PsCreateNotifyInfo(machine, block)
        {
            Size = PsCreateNotifyInfo.Bytes,
            Flags = FileOpenNameAvailable,
            ParentProcessId = parent,
            CreatingProcess = parent,
            CreatingThread = machine.Scheduler.Current.ClientId,
            FileObject = file,
            ImageFileName = new UnicodeString(machine, image),
            CommandLine = new UnicodeString(machine, command),
        };
    }
}
