namespace Verifier.Kernel;

/// <summary>All parts of a machine, in the order in which they are made and in which they start over.</summary>
internal sealed class MachineAssembly : IMachineAssembly
{
    /// <summary>Builds a machine.</summary>
    /// <param name="profile">The Windows version and limits of the machine.</param>
    /// <param name="isShared">Its memory is a file of the host, of which compiled code can have a second view. Linux only.</param>
    public static Machine Build(SystemProfile profile, bool isShared = false) => new(profile, isShared, new MachineAssembly());

    /// <inheritdoc/>
    public IMemoryFaults FaultsOf(Machine machine) => new FaultHandler(machine);

    /// <inheritdoc/>
    public void Make(Machine machine)
    {
        machine.Put(MachinePart.Registry, new Registry());
        machine.Put(MachinePart.Watch, new MemoryWatch());
        machine.Put(MachinePart.Lifetimes, new MemoryLifetimes(machine));
        machine.Put(MachinePart.Freed, new FreedMemory(machine));
        machine.Put(MachinePart.FreedBlocks, new FreedBlocks(machine));
        machine.Put(MachinePart.Mapped, new MappedMemory(machine));
        machine.Put(MachinePart.Gate, new CallGate(machine));
        machine.Put(MachinePart.Images, new ImageLoader(machine));
        machine.Put(MachinePart.Call, new RunningCall(machine));
        machine.Put(MachinePart.Executor, new Executor(machine));
        machine.Put(MachinePart.Scheduler, new Scheduler(machine));
        machine.Put(MachinePart.SteadyRounds, new SteadyRounds(machine));
        machine.Put(MachinePart.Pool, new PoolAllocator(machine));
        machine.Put(MachinePart.Lookasides, new LookasideRegistry(machine));
        machine.Put(MachinePart.Resources, new ResourceLedger(machine) { ActivityNow = () => machine.Scheduler.Current.Activity });
        machine.Put(MachinePart.Dispatcher, new Dispatcher(machine));
        machine.Put(MachinePart.Waits, new Waits(machine));
        machine.Put(MachinePart.Events, new Events(machine));
        machine.Put(MachinePart.InterlockedLists, new ExSyncInterlockedLists(machine));
        machine.Put(MachinePart.Objects, new ObjectTable(machine));
        machine.Put(MachinePart.Handles, new HandleTable(machine));
        machine.Put(MachinePart.NamedEvents, new NamedEvents(machine));
        machine.Put(MachinePart.SystemThreads, new SystemThreads(machine));
        machine.Put(MachinePart.NotifyRoutines, new NotifyRoutines(machine));
        machine.Put(MachinePart.ProcessEvents, new ProcessEvents(machine));
        machine.Put(MachinePart.WorkItems, new ExWorkItems(machine));
        machine.Put(MachinePart.SystemRoutines, new SystemRoutines(machine));
        machine.Put(MachinePart.ExportDrivers, new ExportDrivers(machine));
        machine.Put(MachinePart.ExportedData, new ExportedData(machine));
        machine.Put(MachinePart.Keys, new KeyObjects(machine));
        machine.Put(MachinePart.Files, new FileStore(machine));
        machine.Put(MachinePart.FileHandles, new StoredFileHandles(machine));
        machine.Put(MachinePart.FileTransfers, new FileTransfers(machine));
        machine.Put(MachinePart.FileInformation, new FileInformation(machine));
        machine.Put(MachinePart.Directories, new DirectoryQuery(machine));
        machine.Put(MachinePart.RegistryQuery, new RegistryQuery(machine));
        machine.Put(MachinePart.Mutexes, new Mutexes(machine));
        machine.Put(MachinePart.FastMutexes, new ExSyncFastMutexes(machine));
        machine.Put(MachinePart.SharedResources, new ExSyncResources(machine));
        machine.Put(MachinePart.Strings, new StringBuffers(machine));
        machine.Put(MachinePart.Security, new SecuritySystem(machine));
        machine.Put(MachinePart.Processor, new Processor(machine));
        machine.Put(MachinePart.CriticalRegions, new CriticalRegions(machine));
        machine.Put(MachinePart.SpinLocks, new SpinLocks(machine));
        machine.Put(MachinePart.Locks, new HeldLocks(machine));
        machine.Put(MachinePart.FloatingPoint, new FloatingPointStates(machine));
        machine.Put(MachinePart.SyncObjects, new SyncObjects(machine));
        machine.Put(MachinePart.KernelData, new KernelData(machine));
        machine.Put(MachinePart.Stacks, new KernelStacks(machine));
        machine.Put(MachinePart.Dpcs, new DpcQueue(machine));
        machine.Put(MachinePart.Timers, new TimerQueue(machine));
        machine.Put(MachinePart.PhysicalAddresses, new PhysicalAddresses(machine));
        machine.Put(MachinePart.Mdls, new MdlAllocator(machine));
        machine.Put(MachinePart.LockedPages, new PageLocks(machine));
        machine.Put(MachinePart.Ptes, new SystemPtes(machine));
        machine.Put(MachinePart.Mappings, new SystemMappings(machine));
        machine.Put(MachinePart.ReservedMappings, new ReservedMappings(machine));
        machine.Put(MachinePart.IoSpace, new IoSpace(machine));
        machine.Put(MachinePart.Frames, new Frames(machine));
        machine.Put(MachinePart.PageAllocator, new PageAllocator(machine));
        machine.Put(MachinePart.MdlPages, new MdlPages(machine));
        machine.Put(MachinePart.Uninitialised, new UninitialisedMemory(machine));
        machine.Put(MachinePart.User, new UserMemory(machine));
        machine.Put(MachinePart.Paging, new Paging(machine));
        machine.Put(MachinePart.Io, new IoSystem(machine));
        machine.Put(MachinePart.IoAnswers, new IoAnswers(machine));
        machine.Put(MachinePart.Drivers, new DriverLoader(machine));
        machine.Put(MachinePart.Dma, new DmaAdapters(machine));
        machine.Put(MachinePart.Executive, new Executive(machine));
        machine.Put(MachinePart.Ports, new PortSpace(machine));
        machine.Put(MachinePart.DeviceMemory, new DeviceMemory(machine));
        machine.Put(MachinePart.Hardware, new SimulatedHardware(machine));
        machine.Lifetimes.Keepers = KeepersOf(machine);
    }

    /// <inheritdoc/>
    public void Unwind(Machine machine) => machine.Scheduler.UnwindAll();

    /// <inheritdoc/>
    public void Reset(Machine machine)
    {
        machine.Call.Reset();
        machine.Watch.Reset();
        machine.Freed.Reset();
        machine.Uninitialised.Reset();
        machine.Pages.Reset();
        machine.Clock.Reset();
        machine.Gate.Reset();
        machine.Physical.Reset();
        machine.Registry.Reset();
        machine.Keys.Reset();
        machine.Files.Reset();
        machine.FileHandles.Reset();
        machine.NotifyRoutines.Reset();
        machine.ProcessEvents.Reset();
        machine.WorkItems.Reset();
        machine.SystemRoutines.Reset();
        machine.ExportDrivers.Reset();
        machine.ExportedData.Reset();
        machine.Images.Reset();
        machine.Pool.Reset();
        machine.Lookasides.Reset();
        machine.KernelData.Reset();
        machine.Stacks.Reset();
        machine.Objects.Reset();
        machine.Security.Reset();
        machine.Handles.Reset();
        machine.Locks.Reset();
        machine.FloatingPoint.Reset();
        machine.SharedResources.Reset();
        machine.SyncObjects.Reset();
        machine.VerifierCounters.Reset();
        machine.Dpcs.Reset();
        machine.Timers.Reset();
        machine.Resources.Reset();
        machine.PhysicalAddresses.Reset();
        machine.Ptes.Reset();
        machine.Mappings.Reset();
        machine.Frames.Reset();
        machine.PageAllocator.Reset();
        machine.MdlPages.Reset();
        machine.User.Reset();
        machine.Paging.Reset();
        machine.Dma.Reset();
        machine.Executive.Reset();
        machine.Ports.Reset();
        machine.DeviceMemory.Reset();
        machine.Hardware.Reset();
        machine.Scheduler.Reset();
        machine.SteadyRounds.Forget();
        machine.Io.Reset();
        machine.CodePlayer?.Reset();
    }

    /// <inheritdoc/>
    public void Dispose(Machine machine)
    {
        machine.Scheduler.Dispose();
        machine.CodePlayer?.Dispose();
    }

    // Findings come in this order.
    private static IReadOnlyList<IObjectKeeper> KeepersOf(Machine machine) =>
    [
        machine.SharedResources,
        machine.Timers,
        machine.Dpcs,
        machine.Lookasides,
        machine.WorkItems,
        machine.Io.WorkItems,
        machine.Io.RemoveLocks,
        machine.Io.CancelSafeQueues,
        machine.Io.DeviceQueues,
        machine.Io.Interrupts,
        machine.Io.Irps,
        machine.Scheduler,
    ];
}
