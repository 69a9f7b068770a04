namespace Tollgate.Dialects.Requests.References;

/// <summary>The provider objects found in a request so far, each once.</summary>
public sealed class NamedObjects
{
    /// <summary>More than the largest list that a provider takes.</summary>
    public const int Capacity = 1024;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<NamedObject> _items = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<NamedObject> Items => _items;

    /// <summary>Whether there were more than are held: nobody can check those.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Notes a value when its field or its shape says that it is an object's id.</summary>
    /// <param name="field">The field that holds it.</param>
    /// <param name="value">The value.</param>
    /// <param name="isCertain">Whether the place says that it is an id, whatever the field's name.</param>
    public void Note(string field, string value, bool isCertain = false)
    {
        var id = ReferenceNames.IdIn(field, value, isCertain);
        if (id is null || _ids.Contains(id))
        {
            return;
        }

        if (_items.Count == Capacity)
        {
            HasMore = true;
            return;
        }

        _ids.Add(id);
        _items.Add(new NamedObject(field, id));
    }
}
