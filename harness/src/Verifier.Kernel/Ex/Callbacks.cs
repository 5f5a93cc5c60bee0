namespace Verifier.Kernel;

/// <summary>
/// Callback objects: named objects with which routines are registered. The system's own are there from the first look at them; nothing notifies
/// them.
/// </summary>
internal sealed class Callbacks(Machine machine)
{
    private const int ObjectBytes = 0x28;
    private const ulong RegistrationBytes = 0x30;

    private static readonly PoolTag Tag = "CbRe";

    private static readonly string[] OfSystem = [@"\Callback\SetSystemTime", @"\Callback\PowerState", @"\Callback\ProcessorAdd"];

    private readonly List<Registration> _registered = [];
    private readonly HashSet<ulong> _single = [];

    /// <summary>ExCreateCallback: the object, referenced for the caller.</summary>
    public NTSTATUS Create(ObjectAttributes given, bool create, bool allowMultiple, out ulong body)
    {
        body = 0;
        if (given.Name is not { Length: > 0 } name)
        {
            return NTSTATUS.STATUS_UNSUCCESSFUL;
        }

        if (machine.Objects.Find(name) is { } existing)
        {
            if (existing.Kind != ObjectKind.Callback)
            {
                return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH;
            }

            body = existing.Body;
            machine.Objects.ReferenceForCaller(body);
            return NTSTATUS.STATUS_SUCCESS;
        }

        var isOfSystem = OfSystem.Contains(name, StringComparer.OrdinalIgnoreCase);
        return create || isOfSystem ? Make(name, allowMultiple || isOfSystem, isOfSystem, out body) : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND;
    }

    /// <summary>ExRegisterCallback: the registration, or 0 when memory is short or the object takes one routine only and has it.</summary>
    public ulong Register(ulong body, ulong routine, ulong context)
    {
        if (!IsCallback(body, "ExRegisterCallback") || (_single.Contains(body) && _registered.Exists(r => r.Object == body)))
        {
            return 0;
        }

        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, RegistrationBytes, Tag);
        if (block != 0)
        {
            machine.Objects.Reference(body);
            _registered.Add(new Registration(block, body, routine, context));
            machine.Resources.Acquired(ResourceKind.Registration, block, RegistrationBytes, Tag);
        }

        return block;
    }

    /// <summary>ExUnregisterCallback.</summary>
    public void Unregister(ulong block)
    {
        var index = _registered.FindIndex(r => r.Block == block);
        if (index < 0)
        {
            machine.Note(new RuleBreach(
                "callback that is not registered", $"ExUnregisterCallback was given 0x{block:X}, which ExRegisterCallback did not return or which is taken back."));
            return;
        }

        var gone = _registered[index];
        _registered.RemoveAt(index);
        machine.Resources.Released(ResourceKind.Registration, block);
        machine.Pool.FreeForKernel(block);
        machine.Objects.Dereference(gone.Object);
    }

    /// <summary>The sequence of ExNotifyCallback: the routines in the order of their registration.</summary>
    public IEnumerator<KernelAction> Notify(ulong body, ulong argument1, ulong argument2)
    {
        if (!IsCallback(body, "ExNotifyCallback"))
        {
            yield break;
        }

        foreach (var registered in _registered.Where(r => r.Object == body).ToArray())
        {
            yield return KernelAction.Invoke(RoutineKind.Callback, registered.Routine, registered.Context, argument1, argument2);
        }
    }

    public void Reset()
    {
        _registered.Clear();
        _single.Clear();
    }

    private NTSTATUS Make(string name, bool allowMultiple, bool isOfSystem, out ulong body)
    {
        body = 0;
        if (!ObjectDirectories.Has(machine, ObjectDirectories.ParentOf(name)))
        {
            return NTSTATUS.STATUS_OBJECT_PATH_NOT_FOUND;
        }

        var made = 0UL;
        if (machine.Objects.Create(ObjectKind.Callback, ObjectBytes, name, () => _single.Remove(made)) is not { } created)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        body = made = created.Body;
        if (!allowMultiple)
        {
            _single.Add(body);
        }

        // The first reference is the system's own or the driver's.
        if (isOfSystem)
        {
            machine.Objects.ReferenceForCaller(body);
        }
        else
        {
            machine.Objects.NoteHeld(body);
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private bool IsCallback(ulong body, string routine)
    {
        machine.Memory.Read<byte>(body);
        var isOne = machine.Objects.Find(body) is { Kind: ObjectKind.Callback };
        if (!isOne)
        {
            machine.Note(new RuleBreach("no callback object", $"{routine} was given 0x{body:X}, which is no callback object."));
        }

        return isOne;
    }

    /// <summary>A routine that is registered with an object.</summary>
    private readonly record struct Registration(ulong Block, ulong Object, ulong Routine, ulong Context);
}
