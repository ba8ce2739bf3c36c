"""A whole round through the HTTP API, by a client made of docs/openapi.yaml.

Arguments: the address of an instance, a gallery, and two photos of one person.
"""

import pathlib
import sys

import likeness_client
from likeness_client.exceptions import NotFoundException

host, gallery, first, second = sys.argv[1:]
first, second = (pathlib.Path(name).read_bytes() for name in (first, second))

with likeness_client.ApiClient(likeness_client.Configuration(host=host)) as client:
    enroll = likeness_client.EnrollApi(client)
    compare = likeness_client.CompareApi(client)
    faces = likeness_client.FacesApi(client)

    enrolled = enroll.enroll_face(
        gallery,
        "ada",
        photo=("ada.jpg", first),
        face="1",
        metadata={"department": "sales"},
        wait="PT30S",
    )
    assert enrolled.status == "searchable", enrolled

    verified = compare.verify(
        photo=("ada.jpg", second),
        gallery=gallery,
        subject="ada",
        min_position=enrolled.position,
        wait="PT30S",
    )
    assert verified.verified, verified

    found = compare.find(
        photo=("ada.jpg", second), gallery=gallery, filter={"department": "sales"}
    )
    assert found.faces[0].matches[0].subject == "ada", found
    assert found.faces[0].matches[0].metadata == {"department": "sales"}, found

    listed = faces.list_subjects(gallery)
    assert [(one.subject, one.faces) for one in listed.subjects] == [("ada", 1)], listed
    assert faces.get_photo(gallery, "ada", "1"), "the photo is read"

    moved = faces.move_subject(
        gallery, "ada", likeness_client.SubjectMoveRequest(subject="lovelace")
    )
    assert moved.faces[0].to.subject == "lovelace", moved

    forgotten = faces.forget_subject(gallery, "lovelace")
    assert forgotten.status == "forgotten", forgotten

    try:
        faces.get_subject(gallery, "lovelace")
        raise AssertionError("a forgotten subject was found")
    except NotFoundException as problem:
        assert problem.data.code == "UNKNOWN_SUBJECT", problem
