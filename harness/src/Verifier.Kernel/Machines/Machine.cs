using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Verifier.Kernel;

/// <summary>
/// One simulated machine: the region of memory and the list of the parts over it, of which it knows no type: each room says how its parts
/// are reached. All kernel state is in the region or reachable from here, so that a run can be saved and restored (ARCHITECTURE.md D9). Not
/// thread safe: one baton (ARCHITECTURE.md D4).
/// </summary>
internal sealed class Machine : IDisposable
{
    private readonly HostRegion _region;
    private readonly IMachineAssembly _assembly;
    private readonly object?[] _parts = new object?[Enum.GetValues<MachinePart>().Length];
    private bool _isDisposed;

    /// <summary>Builds a machine.</summary>
    /// <param name="profile">The Windows version and limits of the machine.</param>
    /// <param name="isShared">Its memory is a file of the host, of which compiled code can have a second view. Linux only.</param>
    /// <param name="assembly">What its parts are.</param>
    public Machine(SystemProfile profile, bool isShared, IMachineAssembly assembly)
    {
        Profile = profile;
        _assembly = assembly;
        _region = isShared ? HostRegion.ReserveShared() : HostRegion.Reserve();
        Pages = new PageTable(_region, profile.PageSize);
        Memory = new VirtualMemory(_region, Pages, assembly.FaultsOf(this));
        PublicMemory = new KernelMemory(this);
        Physical = new PhysicalMemory(this);
        assembly.Make(this);
        Reset(profile);
    }

    /// <summary>The memory file of the host, for a second view of the machine's memory; null when the memory is no file.</summary>
    public int? MemoryFile => _region.File;

    /// <summary>The Windows version and limits of the machine.</summary>
    public SystemProfile Profile { get; private set; }

    public PageTable Pages { get; }

    public VirtualMemory Memory { get; }

    public KernelMemory PublicMemory { get; }

    public PhysicalMemory Physical { get; }

    /// <summary>The state of the C runtime's rand.</summary>
    public uint CrtSeed { get; set; }

    public Clock Clock { get; } = new();

    /// <summary>Driver Verifier's counters of IRQL raises and lock acquisitions.</summary>
    public VerifierCounters VerifierCounters { get; } = new();

    /// <summary>Data that leaves drivers for other readers: registry values, in the order in which they were set.</summary>
    public List<(string Place, byte[] Data)> Outflow { get; } = [];

    /// <summary>The processor's current IRQL.</summary>
    public KIRQL Irql { get; set; }

    /// <summary>The current IRQL as this machine names it.</summary>
    public string IrqlName => Profile.IrqlName(Irql);

    /// <summary>The observer; null for none.</summary>
    public IMachineObserver? Observer { get; set; }

    /// <summary>Driver Verifier's options in force for verified drivers.</summary>
    public DriverVerifierOptions VerifierOptions { get; set; }

    /// <summary>Requests of the kernel's own, not of a driver, that found no memory.</summary>
    public long Shortages { get; private set; }

    /// <summary>Number of kernel routines on the stack above the innermost driver frame.</summary>
    public int KernelDepth { get; set; }

    /// <summary>True if kernel code runs, rather than a driver's own.</summary>
    public bool InKernelCode => KernelDepth > 0;

    /// <summary>The address of the driver routine that runs now, or 0: what a bug check calls the instruction.</summary>
    public ulong CurrentRoutine { get; set; }

    /// <summary>The kind of routine as which it is called.</summary>
    public RoutineKind CurrentRoutineKind { get; set; }

    /// <summary>
    /// The place at which the exception that is under way was raised: the routine that ran then, and its IRQL; null while there is none.
    /// </summary>
    public (Exception Exception, ulong Routine, KIRQL Irql)? Raised { get; private set; }

    /// <summary>The exception that stopped the machine since no frame caught it; null when something else did.</summary>
    public Exception? Uncaught { get; set; }

    /// <summary>The second register argument of the routine that runs now: the IRP of a dispatch routine.</summary>
    public ulong CurrentRoutineArgument { get; set; }

    /// <summary>The reason why the machine stopped, once it has (ARCHITECTURE.md D7); the first reason stays.</summary>
    public StopReason? Stopped { get; private set; }

    /// <summary>Threads are being ended because the run is over.</summary>
    public bool IsUnwinding { get; set; }

    public bool IsStopped => Stopped is not null || IsUnwinding;

    /// <summary>Breaches of the I/O, IRQL and lock rules that did not stop the machine.</summary>
    public List<ProtocolViolation> Violations { get; } = [];

    /// <summary>Breaches of rules for which Windows documents no stop.</summary>
    public List<RuleBreach> Breaches { get; } = [];

    /// <summary>Remarks on the run for the scenario's author, each sentence once.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>
    /// What calls of imports that are not modelled answer, by their names, where that was said by hand. Imports are bound at load.
    /// </summary>
    public IReadOnlyDictionary<string, ulong> ImportAnswers { get; set; } = FrozenDictionary<string, ulong>.Empty;

    /// <summary>The part at a place, which the room that has it knows the type of.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Part<T>(MachinePart part)
        where T : class? => Unsafe.As<T>(_parts[(int)part])!;

    /// <summary>Puts a part at its place.</summary>
    public void Put(MachinePart part, object? value) => _parts[(int)part] = value;

    /// <summary>Starts over with empty memory; the profile may change limits but not the page size.</summary>
    public void Reset(SystemProfile profile)
    {
        if (profile.PageSize != Pages.PageSize)
        {
            throw new ArgumentException(
                $"This machine was built with {Pages.PageSize}-byte pages; build another for {profile.Name}.", nameof(profile));
        }

        _assembly.Unwind(this);
        Profile = profile;
        Stopped = null;
        Irql = KIRQL.PASSIVE_LEVEL;
        Shortages = 0;
        KernelDepth = 0;
        CurrentRoutine = 0;
        CurrentRoutineKind = RoutineKind.None;
        Raised = null;
        Uncaught = null;
        VerifierOptions = DriverVerifierOptions.None;
        Violations.Clear();
        Breaches.Clear();
        Remarks.Clear();
        ImportAnswers = FrozenDictionary<string, ulong>.Empty;
        Outflow.Clear();
        CrtSeed = 1;
        _assembly.Reset(this);
    }

    /// <summary>True if Driver Verifier's option is on.</summary>
    public bool Verifies(DriverVerifierOptions option) => (VerifierOptions & option) != 0;

    /// <summary>
    /// Remembers where an exception began. Used as an exception filter: runs before any frame unwinds, and never catches.
    /// </summary>
    public bool NoteRaised(Exception exception)
    {
        if (Raised?.Exception != exception)
        {
            Raised = (exception, CurrentRoutine, Irql);
        }

        return false;
    }

    /// <summary>KeBugCheckEx: stops the machine. Returns the exception that unwinds the driver.</summary>
    public Exception BugCheck(BugCheck stop, string? detail = null, IReadOnlyList<Origin>? about = null) =>
        Stop(new StopReason(stop, detail) { About = about ?? [] });

    /// <summary>Nothing can ever run again, or a driver makes no progress. Returns the exception that unwinds the driver.</summary>
    public Exception Hang(string why, IReadOnlyList<Origin>? about = null) => Stop(new StopReason(null, why) { About = about ?? [] });

    /// <summary>The system itself can never go on, for want of memory. Returns the exception that unwinds the running code.</summary>
    public Exception OutOfMemory(string why) => Stop(new StopReason(null, why) { IsShortage = true });

    /// <summary>The driver came to what the simulated kernel does not have. Returns the exception that unwinds the driver.</summary>
    public Exception Unmodelled(UnmodelledUse use) => Stop(new StopReason(null, use.ToString()) { Unmodelled = use });

    /// <summary>A request of the kernel's own found no memory.</summary>
    public void NoteShortage() => Shortages++;

    /// <summary>
    /// A rule was broken. What Driver Verifier treats as fatal stops the machine when its option is on; the rest is noted.
    /// </summary>
    public void Violate(ProtocolViolation violation, DriverVerifierOptions option = DriverVerifierOptions.None, bool fatal = true)
    {
        var enforced = option == DriverVerifierOptions.None ? VerifierOptions != DriverVerifierOptions.None : Verifies(option);
        if (fatal && enforced)
        {
            throw Stop(new StopReason(violation.Stop, violation.Text) { About = violation.About });
        }

        Violations.Add(violation);
        Observer?.Violated(violation);
    }

    /// <summary>A rule was broken for which Windows documents no stop: it is noted.</summary>
    public void Note(RuleBreach breach)
    {
        Breaches.Add(breach);
        Observer?.Breached(breach);
    }

    /// <summary>Adds a remark for the scenario's author; once, however often it is made.</summary>
    public void Remark(string sentence)
    {
        if (!Remarks.Contains(sentence))
        {
            Remarks.Add(sentence);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _assembly.Dispose(this);
        _region.Dispose();
    }

    private MachineStopped Stop(StopReason reason)
    {
        if (Stopped is null)
        {
            Stopped = reason;
            Observer?.Stopped(reason);
        }

        return MachineStopped.Instance;
    }
}
