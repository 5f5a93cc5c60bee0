namespace Verifier.Kernel;

/// <summary>
/// The I/O manager with plug and play and power: everything between requests, drivers and devices. Its parts are here by name; they call
/// each other through this object.
/// </summary>
internal sealed class IoSystem
{
    private readonly Machine _machine;

    public IoSystem(Machine machine)
    {
        _machine = machine;
        Drivers = new DriverObjects(machine);
        Names = new ObjectNames(machine);
        Devices = new DeviceTable(machine);
        Stacks = new DeviceStacks(machine);
        Files = new OpenFiles(machine);
        Irps = new IrpTable(machine);
        Frames = new DispatchFrames(machine);
        Calls = new IrpCalls(machine);
        Completion = new IrpCompletion(machine);
        Endings = new IrpEndings(machine);
        Cancellation = new IrpCancellation(machine);
        Deferred = new DeferredCompletions(machine);
        Transfers = new Transfers(machine);
        Buffers = new BufferMethods(machine);
        UserBuffers = new UserBuffers(machine);
        Sender = new RequestSender(machine);
        Opening = new FileOpening(machine);
        Requests = new UserRequests(machine);
        Builder = new IrpBuilder(machine);
        CompletionContexts = new CompletionContexts(machine);
        DevicePointers = new DevicePointers(machine);
        Packets = new PacketQueue(machine);
        DeviceQueues = new DeviceQueues(machine);
        RemoveLocks = new RemoveLocks(machine);
        WorkItems = new WorkItems(machine);
        Workers = new WorkItemWorkers(machine);
        Interrupts = new Interrupts(machine);
        Bus = new RootBus(machine);
        Lower = new LowerDevice(machine);
        PnpMemory = new ResourceLists(machine);
        PnpQueries = new PnpQueries(machine);
        PnpHolds = new PnpHolds(machine);
        Children = new ChildDevices(machine);
        Pnp = new PlugAndPlay(machine);
        Power = new PowerRequests(machine);
        Wmi = new WmiRequests(machine);
        Interfaces = new DeviceInterfaces(machine);
        Notifications = new PnpNotifications(machine);
        PnpEvents = new PnpEvents(machine);
        Shutdown = new ShutdownNotifications(machine);
        Timers = new IoTimers(machine);
        ErrorLog = new ErrorLog(machine);
        Extensions = new DriverExtensions(machine);
        CancelSafeQueues = new CancelSafeQueues(machine);
        Forwarded = new ForwardedIrps(machine);
        Reinitializations = new Reinitializations(machine);
        DeviceKeys = new DeviceKeys(machine);
    }

    /// <summary>Drivers that are loaded or were.</summary>
    public DriverObjects Drivers { get; }

    public ObjectNames Names { get; }

    public DeviceTable Devices { get; }

    public DeviceStacks Stacks { get; }

    public OpenFiles Files { get; }

    public IrpTable Irps { get; }

    public DispatchFrames Frames { get; }

    public IrpCalls Calls { get; }

    public IrpCompletion Completion { get; }

    public IrpEndings Endings { get; }

    public IrpCancellation Cancellation { get; }

    public DeferredCompletions Deferred { get; }

    public Transfers Transfers { get; }

    public BufferMethods Buffers { get; }

    public UserBuffers UserBuffers { get; }

    public RequestSender Sender { get; }

    public FileOpening Opening { get; }

    /// <summary>The requests of applications.</summary>
    public UserRequests Requests { get; }

    public IrpBuilder Builder { get; }

    public CompletionContexts CompletionContexts { get; }

    public DevicePointers DevicePointers { get; }

    /// <summary>StartIo.</summary>
    public PacketQueue Packets { get; }

    /// <summary>Device queues of drivers.</summary>
    public DeviceQueues DeviceQueues { get; }

    public RemoveLocks RemoveLocks { get; }

    public WorkItems WorkItems { get; }

    /// <summary>The threads that run work items.</summary>
    public WorkItemWorkers Workers { get; }

    /// <summary>Connected interrupts.</summary>
    public Interrupts Interrupts { get; }

    public RootBus Bus { get; }

    /// <summary>The simulated device below a stack.</summary>
    public LowerDevice Lower { get; }

    public ResourceLists PnpMemory { get; }

    public PnpQueries PnpQueries { get; }

    /// <summary>The memory that the PnP manager holds.</summary>
    public PnpHolds PnpHolds { get; }

    /// <summary>Devices that bus drivers report.</summary>
    public ChildDevices Children { get; }

    /// <summary>Devices of the machine's own bus and their life.</summary>
    public PlugAndPlay Pnp { get; }

    /// <summary>Power requests.</summary>
    public PowerRequests Power { get; }

    /// <summary>WMI requests.</summary>
    public WmiRequests Wmi { get; }

    public DeviceInterfaces Interfaces { get; }

    /// <summary>The registrations for PnP events.</summary>
    public PnpNotifications Notifications { get; }

    /// <summary>PnP events.</summary>
    public PnpEvents PnpEvents { get; }

    /// <summary>IRP_MJ_SHUTDOWN.</summary>
    public ShutdownNotifications Shutdown { get; }

    public IoTimers Timers { get; }

    public ErrorLog ErrorLog { get; }

    public DriverExtensions Extensions { get; }

    public CancelSafeQueues CancelSafeQueues { get; }

    /// <summary>IRPs of IoForwardIrpSynchronously.</summary>
    public ForwardedIrps Forwarded { get; }

    /// <summary>Reinitialize routines that are still to be called.</summary>
    public Reinitializations Reinitializations { get; }

    /// <summary>Registry keys of devices and interfaces.</summary>
    public DeviceKeys DeviceKeys { get; }

    /// <summary>The routine that MajorFunction entries begin with: completes with STATUS_INVALID_DEVICE_REQUEST.</summary>
    public ulong InvalidDeviceRequest { get; private set; }

    /// <summary>Gives back blocks of the kernel's own; zeros are skipped.</summary>
    public void FreeBlocks(params ReadOnlySpan<ulong> blocks)
    {
        foreach (var block in blocks)
        {
            if (block != 0)
            {
                _machine.Pool.FreeForKernel(block);
            }
        }
    }

    public void Reset()
    {
        Drivers.Reset();
        Names.Reset();
        Devices.Reset();
        Files.Reset();
        Irps.Reset();
        Frames.Reset();
        Cancellation.Reset();
        Deferred.Reset();
        CompletionContexts.Reset();
        DeviceQueues.Reset();
        RemoveLocks.Reset();
        WorkItems.Reset();
        Workers.Reset();
        Interrupts.Reset();
        Bus.Reset();
        Lower.Reset();
        PnpHolds.Reset();
        Children.Reset();
        Pnp.Reset();
        Power.Reset();
        Wmi.Reset();
        Interfaces.Reset();
        Notifications.Reset();
        PnpEvents.Reset();
        Shutdown.Reset();
        Timers.Reset();
        ErrorLog.Reset();
        CancelSafeQueues.Reset();
        Forwarded.Reset();
        Reinitializations.Reset();
        Packets.Reset();
        InvalidDeviceRequest = _machine.Images.Kernel.Add("IopInvalidDeviceRequest", (_, irp, _, _) => RefuseRequest(irp));
    }

    private IEnumerator<KernelAction> RefuseRequest(ulong irp)
    {
        var view = new Irp(_machine, irp) { Status = NTSTATUS.STATUS_INVALID_DEVICE_REQUEST, Information = 0 };
        yield return KernelAction.Run(Completion.Complete(irp));
        _machine.Scheduler.Current.Result = NTSTATUS.STATUS_INVALID_DEVICE_REQUEST.Value;
    }
}
