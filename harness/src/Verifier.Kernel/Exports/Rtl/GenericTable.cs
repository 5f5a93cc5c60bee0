namespace Verifier.Kernel;

/// <summary>
/// A generic table in drivers' memory: elements in the order that the driver's compare routine says, in memory that its allocate routine
/// gives. An element is a node of the tree with the driver's data behind it; a splay table also lists them in the order of insertion.
/// </summary>
internal sealed class GenericTable(Machine machine, ulong table, GenericTableLayout layout)
{
    private const ulong InsertOrderOffset = 8;
    private const ulong ListEntryOffset = 0x18;
    private const ulong RestartKeyOffset = 0x38;
    private const ulong DeleteCountOffset = 0x40;

    private readonly ISearchTree _tree = layout.IsBalanced ? new BalancedTree(machine, table) : new SplayTree(machine, table);

    // What the last search came to.
    private ulong _nodeOrParent;
    private TABLE_SEARCH_RESULT _result;

    public uint Number => machine.Memory.Read<uint>(table + layout.Number);

    public void Initialise(ulong compare, ulong allocate, ulong free, ulong context)
    {
        machine.Memory.Fill(table, (ulong)layout.Bytes, 0);
        if (!layout.IsBalanced)
        {
            ListEntries.Initialise(machine, table + InsertOrderOffset);
            machine.Memory.Write(table + layout.Ordered, table + InsertOrderOffset);
        }
        else
        {
            machine.Memory.Write(table, table);
        }

        machine.Memory.Write(table + layout.Compare, compare);
        machine.Memory.Write(table + layout.Allocate, allocate);
        machine.Memory.Write(table + layout.Free, free);
        machine.Memory.Write(table + layout.Context, context);
    }

    /// <summary>The sequence of a lookup: the result is the address of the element's data, or 0.</summary>
    public IEnumerator<KernelAction> Lookup(ulong buffer)
    {
        yield return KernelAction.Run(Search(buffer));
        FinishLookup();
    }

    /// <summary>The same, which also tells where the search ended.</summary>
    public IEnumerator<KernelAction> LookupFull(ulong buffer, ulong nodeOrParent, ulong searchResult)
    {
        yield return KernelAction.Run(Search(buffer));
        machine.Memory.Write(nodeOrParent, _nodeOrParent);
        machine.Memory.Write(searchResult, (uint)_result);
        FinishLookup();
    }

    /// <summary>
    /// The sequence of an insertion: the result is the address of the data of the element, which may have been there; 0 when the driver's
    /// allocate routine gives no memory.
    /// </summary>
    public IEnumerator<KernelAction> Insert(ulong buffer, uint bytes, ulong newElement)
    {
        yield return KernelAction.Run(Search(buffer));
        yield return KernelAction.Run(InsertFound(buffer, bytes, newElement));
    }

    /// <summary>The same, where the driver has searched before.</summary>
    public IEnumerator<KernelAction> InsertFull(ulong buffer, uint bytes, ulong newElement, ulong nodeOrParent, TABLE_SEARCH_RESULT result)
    {
        (_nodeOrParent, _result) = (nodeOrParent, result);
        yield return KernelAction.Run(InsertFound(buffer, bytes, newElement));
    }

    /// <summary>The sequence of a deletion: the result is TRUE when the element was there.</summary>
    public IEnumerator<KernelAction> Delete(ulong buffer)
    {
        yield return KernelAction.Run(Search(buffer));
        if (_result != TABLE_SEARCH_RESULT.TableFoundNode)
        {
            machine.Scheduler.Current.Result = 0;
            yield break;
        }

        Forget(_nodeOrParent);
        _tree.Remove(_nodeOrParent);
        machine.Memory.Write(table + layout.Number, Number - 1);
        yield return KernelAction.Invoke(RoutineKind.GenericTable, Routine(layout.Free), table, _nodeOrParent);
        machine.Scheduler.Current.Result = 1;
    }

    /// <summary>
    /// The data of the next element in order; 0 after the last. A splay table keeps its place by making the element the root.
    /// </summary>
    public ulong Enumerate(bool restart)
    {
        if (layout.IsBalanced)
        {
            return EnumerateFrom(table + RestartKeyOffset, restart);
        }

        var next = _tree.Next(restart ? 0 : _tree.Root);
        if (next != 0)
        {
            _tree.Found(next);
        }

        return DataOf(next);
    }

    /// <summary>The same, where a variable keeps the place; the tree stays as it is.</summary>
    public ulong EnumerateFrom(ulong restartKey, bool restart = false)
    {
        var next = _tree.Next(restart ? 0 : machine.Memory.Read<ulong>(restartKey));
        if (next != 0)
        {
            machine.Memory.Write(restartKey, next);
        }

        return DataOf(next);
    }

    /// <summary>
    /// The data of an element by its number, in the order of insertion or, of a balanced table, of the elements; 0 when there is none.
    /// </summary>
    public ulong At(uint index)
    {
        if (index >= Number)
        {
            return 0;
        }

        if (!layout.IsBalanced)
        {
            var entry = machine.Memory.Read<ulong>(table + InsertOrderOffset);
            for (; index > 0; index--)
            {
                entry = machine.Memory.Read<ulong>(entry);
            }

            return DataOf(entry - ListEntryOffset);
        }

        var node = _tree.Next(0);
        for (; index > 0; index--)
        {
            node = _tree.Next(node);
        }

        return DataOf(node);
    }

    private IEnumerator<KernelAction> Search(ulong buffer)
    {
        (_nodeOrParent, _result) = (0, TABLE_SEARCH_RESULT.TableEmptyTree);
        for (var node = _tree.Root; node != 0;)
        {
            _nodeOrParent = node;
            yield return KernelAction.Invoke(RoutineKind.GenericTable, Routine(layout.Compare), table, buffer, DataOf(node));
            var order = (RTL_GENERIC_COMPARE_RESULTS)(uint)machine.Scheduler.Current.Result;
            if (order == RTL_GENERIC_COMPARE_RESULTS.GenericEqual)
            {
                _result = TABLE_SEARCH_RESULT.TableFoundNode;
                yield break;
            }

            var isRight = order == RTL_GENERIC_COMPARE_RESULTS.GenericGreaterThan;
            _result = isRight ? TABLE_SEARCH_RESULT.TableInsertAsRight : TABLE_SEARCH_RESULT.TableInsertAsLeft;
            node = new TreeLinks(machine).Child(node, isRight);
        }
    }

    private void FinishLookup()
    {
        var isFound = _result == TABLE_SEARCH_RESULT.TableFoundNode;
        if (isFound)
        {
            _tree.Found(_nodeOrParent);
        }

        machine.Scheduler.Current.Result = isFound ? DataOf(_nodeOrParent) : 0;
    }

    private IEnumerator<KernelAction> InsertFound(ulong buffer, uint bytes, ulong newElement)
    {
        var node = _nodeOrParent;
        var isNew = _result != TABLE_SEARCH_RESULT.TableFoundNode;
        if (isNew)
        {
            yield return KernelAction.Invoke(RoutineKind.GenericTable, Routine(layout.Allocate), table, bytes + (uint)layout.NodeBytes);
            node = machine.Scheduler.Current.Result;
            isNew = node != 0;
        }

        if (isNew)
        {
            Add(node, buffer, bytes);
        }
        else if (node != 0)
        {
            _tree.Found(node);
        }

        if (newElement != 0)
        {
            machine.Memory.Write(newElement, (byte)(isNew ? 1 : 0));
        }

        machine.Scheduler.Current.Result = DataOf(node);
    }

    private void Add(ulong node, ulong buffer, uint bytes)
    {
        machine.Memory.Move(DataOf(node), buffer, bytes);
        if (!layout.IsBalanced)
        {
            ListEntries.InsertTail(machine, table + InsertOrderOffset, node + ListEntryOffset);
        }

        _tree.Insert(_nodeOrParent, _result == TABLE_SEARCH_RESULT.TableInsertAsRight, node);
        machine.Memory.Write(table + layout.Number, Number + 1);
    }

    // An enumeration that stands at a node that goes continues behind it.
    private void Forget(ulong node)
    {
        if (_tree is not BalancedTree balanced)
        {
            ListEntries.Remove(machine, node + ListEntryOffset);
            return;
        }

        machine.Memory.Write(table + DeleteCountOffset, machine.Memory.Read<uint>(table + DeleteCountOffset) + 1);
        if (machine.Memory.Read<ulong>(table + RestartKeyOffset) == node)
        {
            machine.Memory.Write(table + RestartKeyOffset, balanced.Previous(node));
        }
    }

    private ulong Routine(ulong offset) => machine.Memory.Read<ulong>(table + offset);

    private ulong DataOf(ulong node) => node == 0 ? 0 : node + (ulong)layout.NodeBytes;
}
