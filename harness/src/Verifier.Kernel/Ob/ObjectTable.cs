namespace Verifier.Kernel;

/// <summary>
/// The object manager: objects made of pool with a header in front, reference counts, and the references that drivers hold. Devices and
/// their open files keep their own counts in the I/O manager; processes and the system's own threads stay for ever.
/// </summary>
internal sealed class ObjectTable(Machine machine)
{
    private const int HeaderBytes = 0x30;

    private readonly Dictionary<ulong, KernelObject> _objects = [];
    private readonly Dictionary<string, KernelObject> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(DriverImage Driver, ulong Body), int> _heldByDrivers = [];

    private IIoObjects IoObjects => machine.Part<IIoObjects>(MachinePart.IoAnswers);

    private IObjectSecurity Security => machine.Part<IObjectSecurity>(MachinePart.Security);

    /// <summary>A new object with one reference; null when the pool is exhausted.</summary>
    public KernelObject? Create(ObjectKind kind, int bodyBytes, string? name = null, Action? deleted = null)
    {
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, (ulong)(HeaderBytes + bodyBytes), TagOf(kind));
        if (block == 0)
        {
            return null;
        }

        var made = new KernelObject(block + HeaderBytes, kind, name) { Deleted = deleted };
        _objects.Add(made.Body, made);
        if (name is not null)
        {
            _names[name] = made;
        }

        return made;
    }

    /// <summary>The object that was created with this body; null when there is none, or it is not the object manager's.</summary>
    public KernelObject? Find(ulong body) => _objects.GetValueOrDefault(body);

    /// <summary>The object with this name; null when there is none.</summary>
    public KernelObject? Find(string name) => _names.GetValueOrDefault(name);

    /// <summary>The kind of object at an address; null if there is none.</summary>
    public ObjectKind? KindOf(ulong body)
    {
        if (Find(body) is { } known)
        {
            return known.Kind;
        }

        if (machine.KernelData.IsOwnThread(body))
        {
            return ObjectKind.Thread;
        }

        return machine.KernelData.IsProcess(body) ? ObjectKind.Process
            : IoObjects.KindOf(body) ?? (Security.IsToken(body) ? ObjectKind.Token : null);
    }

    /// <summary>One more reference, of the kernel's own.</summary>
    public void Reference(ulong body)
    {
        switch (Require(body, 1))
        {
            case ObjectKind.Device:
                IoObjects.ReferenceDevice(body);
                break;
            case ObjectKind.File when IoObjects.ReferenceFile(body):
                break;
            default:
                if (Find(body) is { } known)
                {
                    known.PointerCount++;
                }

                break;
        }
    }

    /// <summary>One reference less, of the kernel's own; the last one deletes the object.</summary>
    public void Dereference(ulong body)
    {
        switch (Require(body, ulong.MaxValue))
        {
            case ObjectKind.Device:
                IoObjects.DereferenceDevice(body);
                break;
            case ObjectKind.File when IoObjects.DereferenceFile(body):
                break;
            default:
                if (Find(body) is { } known && --known.PointerCount == 0)
                {
                    Delete(known);
                }

                break;
        }
    }

    /// <summary>A reference that the calling driver has to give back; in the ledger while it has any to this object.</summary>
    public void ReferenceForCaller(ulong body)
    {
        Reference(body);
        NoteHeld(body);
    }

    /// <summary>The calling driver gives a reference back.</summary>
    public void DereferenceForCaller(ulong body)
    {
        Dereference(body);
        if (machine.Caller is { } driver)
        {
            Forget(driver, body);
        }
    }

    /// <summary>
    /// The kernel takes over a reference that a driver made, and will give it back itself: it is not the driver's any more.
    /// </summary>
    public void TakeOver(ulong body)
    {
        var owner = IoObjects.OwnerOf(body);
        if (owner is not null && _heldByDrivers.ContainsKey((owner, body)))
        {
            Forget(owner, body);
        }
        else if (_heldByDrivers.Keys.FirstOrDefault(held => held.Body == body).Driver is { } other)
        {
            Forget(other, body);
        }
    }

    /// <summary>The calling driver was given a reference that it has to give back.</summary>
    public void NoteHeld(ulong body)
    {
        if (machine.Caller is { } driver)
        {
            _heldByDrivers[(driver, body)] = _heldByDrivers.GetValueOrDefault((driver, body)) + 1;
            machine.Resources.Acquired(ResourceKind.Reference, body);
        }
    }

    public void Reset()
    {
        _objects.Clear();
        _names.Clear();
        _heldByDrivers.Clear();
    }

    private static PoolTag TagOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Thread => "Thre",
        ObjectKind.Key => "Key ",
        ObjectKind.File => "File",
        ObjectKind.Semaphore => "Sema",
        ObjectKind.Section => "Sect",
        ObjectKind.Directory => "Dire",
        ObjectKind.SymbolicLink => "Symb",
        ObjectKind.Callback => "Call",
        ObjectKind.WmiBlock => "WmiG",
        ObjectKind.Token => "Toke",
        _ => "Even",
    };

    private void Forget(DriverImage driver, ulong body)
    {
        var held = _heldByDrivers.GetValueOrDefault((driver, body));
        if (held > 1)
        {
            _heldByDrivers[(driver, body)] = held - 1;
        }
        else
        {
            _heldByDrivers.Remove((driver, body));
            machine.Resources.Released(ResourceKind.Reference, body);
        }
    }

    /// <summary>The address must be an object that still has references.</summary>
    private ObjectKind Require(ulong body, ulong change)
    {
        if (KindOf(body) is { } kind)
        {
            return kind;
        }

        // The header is read first: a pointer into nowhere faults before any count is looked at.
        machine.Memory.Read<ulong>(body - HeaderBytes);
        var text = $"0x{body:X} is {(change == 1 ? "referenced" : "dereferenced")} but there is no object with references left.";
        machine.Violate(
            new ProtocolViolation(Stops.DriverVerifier.IllegalReferenceCount(body, (long)change), text),
            fatal: machine.Profile.Version >= WindowsVersion.Windows7);
        throw machine.BugCheck(Stops.ReferenceByPointer(0, body), text);
    }

    private void Delete(KernelObject gone)
    {
        _objects.Remove(gone.Body);
        if (gone.Name is not null)
        {
            _names.Remove(gone.Name);
        }

        Security.Forget(gone.Body);
        gone.Deleted?.Invoke();
        machine.Pool.FreeForKernel(gone.Body - HeaderBytes);
    }
}
