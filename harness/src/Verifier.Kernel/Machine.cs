using System.Collections.Frozen;

namespace Verifier.Kernel;

/// <summary>
/// One simulated machine: the region of memory and the subsystems over it, by NT's prefixes. All kernel state is in the region or
/// reachable from here, so that a run can be saved and restored (ARCHITECTURE.md D9). Not thread safe: one baton (ARCHITECTURE.md D4).
/// </summary>
internal sealed class Machine : IDisposable
{
    private readonly HostRegion _region;
    private bool _isDisposed;

    /// <summary>Builds a machine.</summary>
    /// <param name="profile">The Windows version and limits of the machine.</param>
    /// <param name="isShared">Its memory is a file of the host, of which compiled code can have a second view. Linux only.</param>
    public Machine(SystemProfile profile, bool isShared = false)
    {
        Profile = profile;
        _region = isShared ? HostRegion.ReserveShared() : HostRegion.Reserve();
        Pages = new PageTable(_region, profile.PageSize);
        Memory = new VirtualMemory(_region, Pages, new FaultHandler(this));
        Watch = new MemoryWatch();
        Lifetimes = new MemoryLifetimes(this);
        Freed = new FreedMemory(this);
        PublicMemory = new KernelMemory(this);
        Physical = new PhysicalMemory(this);
        Clock = new Clock();
        Gate = new CallGate(this);
        Images = new ImageLoader(this);
        Executor = new Executor(this);
        Scheduler = new Scheduler(this);
        Pool = new PoolAllocator(this);
        Lookasides = new LookasideRegistry(this);
        Resources = new ResourceLedger(this);
        Dispatcher = new Dispatcher(this);
        Waits = new Waits(this);
        Events = new Events(this);
        InterlockedLists = new ExSyncInterlockedLists(this);
        Objects = new ObjectTable(this);
        Handles = new HandleTable(this);
        NamedEvents = new NamedEvents(this);
        SystemThreads = new SystemThreads(this);
        NotifyRoutines = new NotifyRoutines(this);
        ProcessEvents = new ProcessEvents(this);
        WorkItems = new ExWorkItems(this);
        SystemRoutines = new SystemRoutines(this);
        ExportDrivers = new ExportDrivers(this);
        ExportedData = new ExportedData(this);
        Keys = new KeyObjects(this);
        Files = new FileStore(this);
        FileHandles = new StoredFileHandles(this);
        FileTransfers = new FileTransfers(this);
        FileInformation = new FileInformation(this);
        Directories = new DirectoryQuery(this);
        RegistryQuery = new RegistryQuery(this);
        Mutexes = new Mutexes(this);
        FastMutexes = new ExSyncFastMutexes(this);
        SharedResources = new ExSyncResources(this);
        Strings = new StringBuffers(this);
        Security = new SecuritySystem(this);
        Processor = new Processor(this);
        CriticalRegions = new CriticalRegions(this);
        SpinLocks = new SpinLocks(this);
        Locks = new HeldLocks(this);
        FloatingPoint = new FloatingPointStates(this);
        SyncObjects = new SyncObjects(this);
        KernelData = new KernelData(this);
        Stacks = new KernelStacks(this);
        Dpcs = new DpcQueue(this);
        Timers = new TimerQueue(this);
        PhysicalAddresses = new PhysicalAddresses(this);
        Mdls = new MdlAllocator(this);
        LockedPages = new PageLocks(this);
        Ptes = new SystemPtes(this);
        Mappings = new SystemMappings(this);
        ReservedMappings = new ReservedMappings(this);
        IoSpace = new IoSpace(this);
        Frames = new Frames(this);
        PageAllocator = new PageAllocator(this);
        MdlPages = new MdlPages(this);
        Uninitialised = new UninitialisedMemory(this);
        User = new UserMemory(this);
        Paging = new Paging(this);
        Io = new IoSystem(this);
        Dma = new DmaAdapters(this);
        Executive = new Executive(this);
        Ports = new PortSpace(this);
        DeviceMemory = new DeviceMemory(this);
        Hardware = new SimulatedHardware(this);
        Reset(profile);
    }

    /// <summary>The memory file of the host, for a second view of the machine's memory; null when the memory is no file.</summary>
    public int? MemoryFile => _region.File;

    /// <summary>The player of compiled code; null until a compiled driver is loaded.</summary>
    public ICodePlayer? CodePlayer { get; set; }

    /// <summary>The Windows version and limits of the machine.</summary>
    public SystemProfile Profile { get; private set; }

    public PageTable Pages { get; }

    public VirtualMemory Memory { get; }

    /// <summary>The state of the C runtime's rand.</summary>
    public uint CrtSeed { get; set; }

    /// <summary>The parts of drivers' memory in which there are objects that the kernel knows.</summary>
    public MemoryWatch Watch { get; }

    /// <summary>Checks for objects in memory that goes away.</summary>
    public MemoryLifetimes Lifetimes { get; }

    /// <summary>The memory that is known to have gone away.</summary>
    public FreedMemory Freed { get; }

    public KernelMemory PublicMemory { get; }

    public PhysicalMemory Physical { get; }

    public Clock Clock { get; }

    public CallGate Gate { get; }

    public ImageLoader Images { get; }

    public Executor Executor { get; }

    public Scheduler Scheduler { get; }

    public PoolAllocator Pool { get; }

    public LookasideRegistry Lookasides { get; }

    /// <summary>The resources that drivers hold, besides pool blocks.</summary>
    public ResourceLedger Resources { get; }

    public Dispatcher Dispatcher { get; }

    public Waits Waits { get; }

    public Events Events { get; }

    public ExSyncInterlockedLists InterlockedLists { get; }

    /// <summary>Objects with a header, and the references that drivers hold.</summary>
    public ObjectTable Objects { get; }

    public HandleTable Handles { get; }

    /// <summary>The routines that are told of processes, threads and images.</summary>
    public NotifyRoutines NotifyRoutines { get; }

    /// <summary>Processes, threads and images that come and go.</summary>
    public ProcessEvents ProcessEvents { get; }

    /// <summary>Work items in drivers' own memory.</summary>
    public ExWorkItems WorkItems { get; }

    public SystemRoutines SystemRoutines { get; }

    /// <summary>Export drivers: DLLs for the kernel.</summary>
    public ExportDrivers ExportDrivers { get; }

    public ExportedData ExportedData { get; }

    /// <summary>Keys and values; a scenario may set some before it loads a driver.</summary>
    public Registry Registry { get; } = new();

    /// <summary>Data that leaves drivers for other readers: registry values, in the order in which they were set.</summary>
    public List<(string Place, byte[] Data)> Outflow { get; } = [];

    /// <summary>Memory that is handed out uninitialised.</summary>
    public UninitialisedMemory Uninitialised { get; }

    /// <summary>Open keys.</summary>
    public KeyObjects Keys { get; }

    /// <summary>Files of the machine; a scenario may make some before it loads a driver.</summary>
    public FileStore Files { get; }

    /// <summary>Handles to them.</summary>
    public StoredFileHandles FileHandles { get; }

    /// <summary>Reading and writing them.</summary>
    public FileTransfers FileTransfers { get; }

    /// <summary>Information about them.</summary>
    public FileInformation FileInformation { get; }

    /// <summary>Queries of directories.</summary>
    public DirectoryQuery Directories { get; }

    public RegistryQuery RegistryQuery { get; }

    public NamedEvents NamedEvents { get; }

    /// <summary>System threads of drivers.</summary>
    public SystemThreads SystemThreads { get; }

    /// <summary>The process in which the running thread works: the system's or an application's.</summary>
    public ulong CurrentProcess => ProcessOf(Scheduler.Current);

    /// <summary>The process in which a thread works.</summary>
    public ulong ProcessOf(SimulatedThread thread) => thread.IsSystem ? KernelData.SystemProcess : KernelData.ProcessOf(thread.Process);

    public Mutexes Mutexes { get; }

    public ExSyncFastMutexes FastMutexes { get; }

    /// <summary>ERESOURCEs.</summary>
    public ExSyncResources SharedResources { get; }

    /// <summary>Strings that Rtl routines allocate.</summary>
    public StringBuffers Strings { get; }

    /// <summary>Tokens, and the security of objects.</summary>
    public SecuritySystem Security { get; }

    public Processor Processor { get; }

    public CriticalRegions CriticalRegions { get; }

    public SpinLocks SpinLocks { get; }

    /// <summary>Locks that threads hold.</summary>
    public HeldLocks Locks { get; }

    /// <summary>Floating-point states that drivers saved.</summary>
    public FloatingPointStates FloatingPoint { get; }

    public SyncObjects SyncObjects { get; }

    /// <summary>Kernel objects that exist from boot.</summary>
    public KernelData KernelData { get; }

    /// <summary>The threads' kernel stacks.</summary>
    public KernelStacks Stacks { get; }

    /// <summary>Driver Verifier's counters of IRQL raises and lock acquisitions.</summary>
    public VerifierCounters VerifierCounters { get; } = new();

    public DpcQueue Dpcs { get; }

    public TimerQueue Timers { get; }

    /// <summary>Page frame numbers as drivers see them.</summary>
    public PhysicalAddresses PhysicalAddresses { get; }

    public MdlAllocator Mdls { get; }

    /// <summary>MmProbeAndLockPages and MmUnlockPages.</summary>
    public PageLocks LockedPages { get; }

    /// <summary>System page table entries.</summary>
    public SystemPtes Ptes { get; }

    /// <summary>System mappings of MDLs.</summary>
    public SystemMappings Mappings { get; }

    public ReservedMappings ReservedMappings { get; }

    public IoSpace IoSpace { get; }

    /// <summary>The physical pages that the page allocators hand out.</summary>
    public Frames Frames { get; }

    /// <summary>Contiguous and noncached memory.</summary>
    public PageAllocator PageAllocator { get; }

    /// <summary>MmAllocatePagesForMdl and its successors.</summary>
    public MdlPages MdlPages { get; }

    /// <summary>The requesting application's memory.</summary>
    public UserMemory User { get; }

    /// <summary>Trimming, and the pageable sections of images.</summary>
    public Paging Paging { get; }

    /// <summary>The I/O manager, plug and play, power.</summary>
    public IoSystem Io { get; }

    /// <summary>DMA adapters, map registers, common buffers.</summary>
    public DmaAdapters Dma { get; }

    /// <summary>The state that the executive keeps for drivers beside memory and I/O.</summary>
    public Executive Executive { get; }

    /// <summary>I/O ports.</summary>
    public PortSpace Ports { get; }

    /// <summary>Physical addresses of devices.</summary>
    public DeviceMemory DeviceMemory { get; }

    /// <summary>The devices behind both.</summary>
    public SimulatedHardware Hardware { get; }

    /// <summary>The processor's current IRQL.</summary>
    public KIRQL Irql { get; set; }

    /// <summary>The current IRQL as this machine names it.</summary>
    public string IrqlName => Profile.IrqlName(Irql);

    /// <summary>The observer; null for none.</summary>
    public IMachineObserver? Observer { get; set; }

    /// <summary>Driver Verifier's options in force for verified drivers.</summary>
    public DriverVerifierOptions VerifierOptions { get; set; }

    /// <summary>The driver on whose behalf kernel code runs now; null when the kernel runs for itself.</summary>
    public DriverImage? Caller { get; set; }

    /// <summary>Requests of the kernel's own, not of a driver, that found no memory.</summary>
    public long Shortages { get; private set; }

    /// <summary>The import that a driver is calling now; null outside of one.</summary>
    public Ddi? CurrentDdi { get; set; }

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

    public bool IsStopped => Stopped is not null || Scheduler.IsUnwinding;

    /// <summary>Breaches of the I/O, IRQL and lock rules that did not stop the machine.</summary>
    public List<ProtocolViolation> Violations { get; } = [];

    /// <summary>Breaches of rules for which Windows documents no stop.</summary>
    public List<RuleBreach> Breaches { get; } = [];

    /// <summary>Remarks on the run for the scenario's author, each sentence once.</summary>
    public List<string> Remarks { get; } = [];

    /// <summary>
    /// Answers of calls of imports that are not modelled, by their names, where the user gave one. Imports are bound at load.
    /// </summary>
    public IReadOnlyDictionary<string, ulong> ImportAnswers { get; set; } = FrozenDictionary<string, ulong>.Empty;

    /// <summary>Starts over with empty memory; the profile may change limits but not the page size.</summary>
    public void Reset(SystemProfile profile)
    {
        if (profile.PageSize != Pages.PageSize)
        {
            throw new ArgumentException(
                $"This machine was built with {Pages.PageSize}-byte pages; build another for {profile.Name}.", nameof(profile));
        }

        Scheduler.UnwindAll();
        Profile = profile;
        Stopped = null;
        Irql = KIRQL.PASSIVE_LEVEL;
        Caller = null;
        Shortages = 0;
        CurrentDdi = null;
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
        Watch.Reset();
        Freed.Reset();
        Outflow.Clear();
        Uninitialised.Reset();
        Pages.Reset();
        Clock.Reset();
        Gate.Reset();
        CrtSeed = 1;
        Physical.Reset();
        Registry.Reset();
        Keys.Reset();
        Files.Reset();
        FileHandles.Reset();
        NotifyRoutines.Reset();
        ProcessEvents.Reset();
        WorkItems.Reset();
        SystemRoutines.Reset();
        ExportDrivers.Reset();
        ExportedData.Reset();
        Images.Reset();
        Pool.Reset();
        Lookasides.Reset();
        KernelData.Reset();
        Stacks.Reset();
        Objects.Reset();
        Security.Reset();
        Handles.Reset();
        Locks.Reset();
        FloatingPoint.Reset();
        SharedResources.Reset();
        SyncObjects.Reset();
        VerifierCounters.Reset();
        Dpcs.Reset();
        Timers.Reset();
        Resources.Reset();
        PhysicalAddresses.Reset();
        Ptes.Reset();
        Mappings.Reset();
        Frames.Reset();
        PageAllocator.Reset();
        MdlPages.Reset();
        User.Reset();
        Paging.Reset();
        Dma.Reset();
        Executive.Reset();
        Ports.Reset();
        DeviceMemory.Reset();
        Hardware.Reset();
        Scheduler.Reset();
        Io.Reset();
        CodePlayer?.Reset();
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
        Scheduler.Dispose();
        CodePlayer?.Dispose();
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
