using Tollgate.Ledger.Queries;

namespace Tollgate.Tests.Ledger;

/// <summary>A filter and how many of the seven sample calls it finds.</summary>
public sealed class CallFilterCase
{
    internal CallFilterCase(string name, CallFilter filter, int found) => (Name, Filter, Found) = (name, filter, found);

    public string Name { get; }

    public int Found { get; }

    internal CallFilter Filter { get; }

    public override string ToString() => Name;
}
